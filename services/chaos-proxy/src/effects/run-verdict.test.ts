import type { CallVerdict, RunVerdict } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { runVerdict } from './run-verdict.ts';

const runOf = (...verdicts: CallVerdict[]) =>
  verdicts.map((verdict, index) => ({ operation: `op${index}`, call: 1, verdict }));

const two = [
  { operation: 'op0', call: 1 },
  { operation: 'op1', call: 1 },
];

describe('the verdict on a run', () => {
  it.each<[RunVerdict, CallVerdict[], boolean | undefined]>([
    ['unclaimed', ['done-once'], undefined],
    ['duplicate', ['duplicate', 'none'], undefined],
    ['duplicate', ['duplicate'], true],
    ['success', ['done-once', 'protected'], true],
    ['success', ['none', 'done-once'], true],
    ['success', [], true],
    ['false-success', ['none'], true],
    ['false-success', ['undone'], true],
    ['uncertain', ['uncertain'], true],
    ['clean-failure', [], false],
    ['clean-failure', ['none', 'undone'], false],
    ['false-failure', ['done-once'], false],
    ['false-failure', ['done-once', 'undone'], false],
    ['partial', ['done-once', 'none'], false],
    ['uncertain', ['done-once', 'uncertain'], false],
  ])('is %s for %j where the client says %s', (verdict, calls, success) => {
    const word = success === undefined ? undefined : { success };
    expect(runVerdict(runOf(...calls), word)).toBe(verdict);
  });

  it.each<[RunVerdict, CallVerdict[], boolean]>([
    ['success', ['done-once', 'done-once'], true],
    ['false-success', ['done-once'], true],
    ['false-success', ['done-once', 'uncertain', 'none'].slice(0, 1) as CallVerdict[], true],
    ['uncertain', ['done-once', 'uncertain'], true],
    ['partial', ['done-once'], false],
    ['false-failure', ['done-once', 'done-once'], false],
    ['clean-failure', [], false],
  ])(
    'is %s for %j beside a calm run of two calls, where the client says %s',
    (verdict, calls, success) => {
      expect(runVerdict(runOf(...calls), { success, expected: two })).toBe(verdict);
    },
  );
});
