import type { CallEffects, Truth } from '@chaos-lab/contracts';

/** Effects that stand, by operation, as the proxy saw them; those of a protected call count once. */
export function standingEffects(calls: readonly CallEffects[]): Map<string, number> {
  const standing = new Map<string, number>();
  for (const { operation, effects } of calls) {
    if (effects > 0) standing.set(operation, (standing.get(operation) ?? 0) + effects);
  }
  return standing;
}

/**
 * What a run left at the upstream, by comparison with the effects of a calm one. More effects of an
 * operation than there are then are duplicates, whether or not a retry looks like one: a client that
 * changes its body at each try is caught as well. Effects of other operations, such as the deletion of
 * what was created, neither complete the task nor soil it.
 */
export function wireTruth(
  calls: readonly CallEffects[],
  expected: ReadonlyMap<string, number>,
): Truth {
  const standing = standingEffects(calls);
  let effects = 0;
  let duplicates = 0;
  let missing = 0;
  for (const [operation, count] of expected) {
    const here = standing.get(operation) ?? 0;
    effects += here;
    duplicates += Math.max(0, here - count);
    missing += Math.max(0, count - here);
  }
  const complete = missing === 0;
  const clean = effects === 0;
  return {
    effects,
    duplicates,
    orphans: complete || clean ? 0 : effects,
    lostUpdates: 0,
    complete,
    clean,
  };
}
