import { expect, test } from 'vitest';
import { tally } from '../../scripts/tally.mjs';

const checks = [
  { name: 'types', passed: true },
  { name: 'lint', passed: true },
];
const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((each, at) => ({ fullName: `test ${at}`, status: each })),
});
const report = (...testResults: ReturnType<typeof file>[]) => ({ testResults });

test('checks and tests are counted together on the last line', () => {
  const { lines, exitCode } = tally(checks, true, report(file('passed', 'passed', 'passed')));
  expect(lines.at(-1)).toBe('4 passed, 0 failed, 0 skipped');
  expect(exitCode).toBe(0);
});

test('skipped tests are named before the counts', () => {
  const { lines } = tally(checks, true, report(file('passed', 'passed', 'skipped', 'todo')));
  expect(lines.slice(-3)).toEqual([
    'skipped: test 1',
    'skipped: test 2',
    '3 passed, 0 failed, 2 skipped',
  ]);
});

test.each([
  ['a failed test', checks, false, report(file('failed', 'passed', 'failed'))],
  ['a failed check', [{ name: 'types', passed: false }], true, report(file('passed', 'passed'))],
  ['a file that cannot be loaded', checks, false, report(file('passed', 'passed'), file('failed'))],
  ['no test at all', checks, true, report()],
  ['an error outside of any test', checks, false, report(file('passed', 'passed'))],
])('%s is red', (_name, given, vitestPassed, results) => {
  const { lines, exitCode } = tally(given, vitestPassed, results);
  expect(exitCode).toBe(1);
  expect(lines.at(-1)).toContain(', 1 failed, 0 skipped');
});

test('skipping everything is red, except where it was allowed', () => {
  const skipped = report(file('passed', 'skipped', 'skipped'));
  expect(tally([], true, skipped).exitCode).toBe(1);
  const { lines, exitCode } = tally([], true, skipped, { mayAllBeSkipped: true });
  expect(exitCode).toBe(0);
  expect(lines.at(-1)).toBe('0 passed, 0 failed, 2 skipped');
  expect(tally([], true, report(), { mayAllBeSkipped: true }).exitCode).toBe(1);
});
