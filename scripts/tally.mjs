/**
 * Counts checks and tests together. Anything vitest failed without failing a test counts as one
 * failure of its own, and so does a run in which no test ran, unless all may be skipped.
 * @param {readonly { name: string, passed: boolean }[]} checks
 * @param {boolean} vitestPassed whether vitest exited with 0
 * @param {{ testResults: readonly { name: string, status: string, message?: string,
 *   assertionResults: readonly { fullName: string, status: string }[] }[] }} report of vitest
 * @param {{ mayAllBeSkipped?: boolean }} options
 * @returns {{ lines: string[], exitCode: number }} the summary, its last line the counts
 */
export function tally(checks, vitestPassed, report, { mayAllBeSkipped = false } = {}) {
  const files = report.testResults;
  const tests = files.flatMap((file) => file.assertionResults);
  const named = (status) => tests.filter((test) => test.status === status);
  const passed = named('passed');
  const failed = named('failed').map((test) => test.fullName);
  const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status));

  for (const file of files) {
    const blamed = file.assertionResults.some((test) => test.status === 'failed');
    if (file.status === 'failed' && !blamed) failed.push(`${file.name} (the file itself)`);
  }
  const ran = passed.length + named('failed').length;
  const allSkipped = mayAllBeSkipped && skipped.length > 0;
  if (ran === 0 && !allSkipped) failed.push('no test ran');
  if (!vitestPassed && failed.length === 0) failed.push('vitest (an error outside of any test)');
  for (const check of checks) if (!check.passed) failed.push(`check: ${check.name}`);

  const green = passed.length + checks.filter((check) => check.passed).length;
  return {
    lines: [
      ...checks.map((check) => `${check.passed ? 'ok    ' : 'FAILED'} ${check.name}`),
      `${failed.length === 0 ? 'ok    ' : 'see   '} ${ran} tests in ${files.length} files`,
      ...failed.map((name) => `failed: ${name}`),
      ...skipped.map((test) => `skipped: ${test.fullName}`),
      `${green} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ],
    exitCode: failed.length === 0 ? 0 : 1,
  };
}
