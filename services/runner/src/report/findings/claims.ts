import type { LabCheck, Summary } from '@chaos-lab/contracts';
import type { Claims } from './finding.ts';

/** A claim needs every check of the laboratory on itself; a partial run makes it provisional. */
export function claimsOf(checks: readonly LabCheck[], { partial }: Summary): Claims {
  const failed = checks.filter((check) => !check.passed);
  if (failed.length === 0) return { allowed: true, provisional: partial };
  return { allowed: false, reason: failed.map((check) => check.sentence).join(' ') };
}
