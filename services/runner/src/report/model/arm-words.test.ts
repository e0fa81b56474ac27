import { armSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { describeArm } from './arm-words.ts';

describe('an arm in words', () => {
  it.each([
    [{ policy: { type: 'none' } }, 'gives up at the first failure'],
    [{ policy: { type: 'blind', retries: 1 } }, '1 immediate retry of whatever failed'],
    [
      { policy: { type: 'axios-retry', mode: 'exponential' } },
      'axios-retry, 3 retries, exponential delay',
    ],
    [
      { policy: { type: 'playbook', name: 'training' }, breaker: false },
      'playbook “training”, no breaker',
    ],
    [{ command: 'curl https://example.org' }, 'the program curl example.org'],
    [{ url: 'http://host:1' }, 'the agent at host:1, its policy unknown'],
  ])('%j is %s', (arm, words) => {
    expect(describeArm(armSchema.parse({ name: 'a', ...arm }))).toBe(words);
  });
});
