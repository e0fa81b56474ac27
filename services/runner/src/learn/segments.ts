/** A stretch of a row of trials in which the share of failures is the same: `[from, to)`. */
export type Segment = { readonly from: number; readonly to: number; readonly failures: number };

type Bin = { readonly n: number; readonly failures: number };

/** Most bins that are partitioned; the time it takes grows with their square. */
const MOST_BINS = 1_000;

/**
 * Where the share of failures changes in a row of trials, in their order. Optimal partitioning
 * (Jackson et al. 2005) of a Bernoulli likelihood; a change costs log n, which is the BIC for the two
 * parameters (share and place) it adds. A row of more than 1,000 trials is partitioned in bins of
 * equal size, so that the bounds are that coarse.
 */
export function segments(failed: readonly boolean[]): Segment[] {
  if (failed.length === 0) return [];
  const size = Math.ceil(failed.length / MOST_BINS);
  const bins = binned(failed, size);
  const sums = cumulated(bins);
  const penalty = Math.log(failed.length);
  const best: number[] = [-penalty];
  const start: number[] = [0];
  for (let to = 1; to <= bins.length; to += 1) {
    let least = Number.POSITIVE_INFINITY;
    let from = 0;
    for (let at = 0; at < to; at += 1) {
      const cost = (best[at] as number) + costOf(between(sums, at, to)) + penalty;
      if (cost < least) {
        least = cost;
        from = at;
      }
    }
    best.push(least);
    start.push(from);
  }
  return bounds(start, bins.length).map(([from, to]) => ({
    from: from * size,
    to: Math.min(to * size, failed.length),
    failures: between(sums, from, to).failures,
  }));
}

/** Minus the largest log likelihood of k failures among n trials. */
function costOf({ n, failures: k }: Bin): number {
  if (k === 0 || k === n) return 0;
  return -(k * Math.log(k / n) + (n - k) * Math.log(1 - k / n));
}

function binned(failed: readonly boolean[], size: number): Bin[] {
  const bins: Bin[] = [];
  for (let at = 0; at < failed.length; at += size) {
    const some = failed.slice(at, at + size);
    bins.push({ n: some.length, failures: some.filter(Boolean).length });
  }
  return bins;
}

function cumulated(bins: readonly Bin[]): Bin[] {
  const sums: Bin[] = [{ n: 0, failures: 0 }];
  for (const bin of bins) {
    const last = sums.at(-1) as Bin;
    sums.push({ n: last.n + bin.n, failures: last.failures + bin.failures });
  }
  return sums;
}

function between(sums: readonly Bin[], from: number, to: number): Bin {
  const [a, b] = [sums[from] as Bin, sums[to] as Bin];
  return { n: b.n - a.n, failures: b.failures - a.failures };
}

function bounds(start: readonly number[], end: number): [number, number][] {
  const found: [number, number][] = [];
  for (let to = end; to > 0; to = start[to] as number) found.unshift([start[to] as number, to]);
  return found;
}
