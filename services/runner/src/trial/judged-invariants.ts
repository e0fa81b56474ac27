import type { Oracle } from '../subject/oracle.ts';
import { INVARIANT_NAMES, type InvariantName } from './invariants/index.ts';

/** What reports call the judge where nobody knows more than the wire shows. */
const WIRE = 'the effects on the wire';

export const oracleWords = (oracle: Oracle | null): string => oracle?.name ?? WIRE;

/**
 * The invariants that runs are held to: those asked for, else all. The wire alone (null) cannot tell
 * whether a part that was left has been undone, so that `partial` has to be asked for there; where waits
 * are shortened by a time scale, nobody can tell whether one was too short.
 */
export function judgedInvariants(
  asked: readonly string[] | undefined,
  oracle: Oracle | null,
  timeScale = 1,
): InvariantName[] {
  if (asked !== undefined) return INVARIANT_NAMES.filter((name) => asked.includes(name));
  return INVARIANT_NAMES.filter(
    (name) => (oracle !== null || name !== 'partial') && (timeScale === 1 || name !== 'too-early'),
  );
}
