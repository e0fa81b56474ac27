import { experimentSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { contrastsOf } from './contrasts.ts';

const ARMS = {
  baseline: { name: 'baseline', policy: { type: 'none' } },
  blind: { name: 'blind-2', policy: { type: 'blind', retries: 2 } },
  blind5: { name: 'blind-5', policy: { type: 'blind', retries: 5 } },
  training: { name: 'training', policy: { type: 'playbook', name: 'training' } },
  program: { name: 'mine', command: 'python agent.py' },
} as const;

const contrasts = (arms: readonly object[], hypotheses: readonly object[] = []) =>
  contrastsOf(
    experimentSchema.parse({
      name: 'x',
      scenario: 's',
      rates: [0.1],
      pairs: 1,
      arms,
      hypotheses,
    }),
  ).map(({ candidate, reference }) => `${candidate} against ${reference}`);

describe('which arms a report compares', () => {
  it('compares with the first arm where nothing retries blindly', () => {
    expect(contrasts([ARMS.baseline, ARMS.training])).toEqual(['training against baseline']);
  });

  it('puts arms that think against the most persistent blind one first, the latest arm foremost', () => {
    const { baseline, blind, blind5, training, program } = ARMS;
    expect(contrasts([baseline, blind, blind5, training, program])).toEqual([
      'mine against blind-5',
      'training against blind-5',
      'mine against baseline',
      'training against baseline',
      'blind-5 against baseline',
      'blind-2 against baseline',
    ]);
  });

  it('begins with what the hypotheses ask, and asks nothing twice', () => {
    const hypothesis = { arm: 'baseline', against: 'training' };
    expect(contrasts([ARMS.baseline, ARMS.training], [hypothesis])).toEqual([
      'baseline against training',
    ]);
  });

  it('has nothing to compare in an experiment with one arm', () => {
    expect(contrasts([ARMS.training])).toEqual([]);
  });
});
