import type { DecisionRecord, Truth } from '@chaos-lab/contracts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether the upstream answered a write with success. */
function leftEffect({ method, upstreamStatus }: DecisionRecord): boolean {
  return !SAFE.has(method) && upstreamStatus !== null && Math.floor(upstreamStatus / 100) === 2;
}

/**
 * Effects by operation, as the wire shows them: calls of an unsafe method that the upstream answered
 * with success, each try of them. Tries that share an `Idempotency-Key` count once.
 */
export function effectsOf(records: readonly DecisionRecord[]): Map<string, number> {
  const seen = new Map<string, Set<string>>();
  for (const record of records) {
    if (!leftEffect(record)) continue;
    const { operation, key, id } = record;
    const kept = seen.get(operation) ?? new Set();
    kept.add(key === null ? id : `key ${key}`);
    seen.set(operation, kept);
  }
  return new Map([...seen].map(([operation, effects]) => [operation, effects.size]));
}

/**
 * What a run left at the upstream, by comparison with the effects of a calm one. More effects of an
 * operation than there are then are duplicates, whether or not a retry looks like one: a client that
 * changes its body at each try is caught as well.
 */
export function wireTruth(
  records: readonly DecisionRecord[],
  expected: ReadonlyMap<string, number>,
): Truth {
  const made = effectsOf(records);
  let duplicates = 0;
  let missing = 0;
  for (const [operation, count] of expected) {
    const here = made.get(operation) ?? 0;
    duplicates += Math.max(0, here - count);
    missing += Math.max(0, count - here);
  }
  const effects = [...made.values()].reduce((sum, count) => sum + count, 0);
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
