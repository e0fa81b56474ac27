import type { LabCheck } from '@chaos-lab/contracts';

/** What the lab found about itself, a line a check. */
export function checkLines(checks: readonly LabCheck[]): string {
  return checks.map((check) => `${mark(check)}  ${check.sentence}\n`).join('');
}

function mark({ made, passed }: LabCheck): string {
  if (!made) return 'none';
  return passed ? 'ok  ' : 'FAIL';
}
