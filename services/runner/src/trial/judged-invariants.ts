import { INVARIANT_NAMES, type InvariantName } from './invariants/index.ts';

/** What an oracle can know. */
export type OracleName = 'wire' | 'petstore' | 'http' | 'command';

/**
 * The invariants that runs are held to: those asked for, else all. The wire alone cannot tell whether a
 * part that was left has been undone, so that `partial` has to be asked for there.
 */
export function judgedInvariants(
  asked: readonly string[] | undefined,
  oracle: OracleName,
): InvariantName[] {
  if (asked !== undefined) return INVARIANT_NAMES.filter((name) => asked.includes(name));
  return INVARIANT_NAMES.filter((name) => oracle !== 'wire' || name !== 'partial');
}
