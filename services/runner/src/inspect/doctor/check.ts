/** One thing that was looked at. */
export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** The checks as lines, the failed ones marked. */
export function checkLines(checks: readonly Check[]): string {
  return checks
    .map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${detail}\n`)
    .join('');
}
