/** Where a quantile sits between two order statistics of `n` values. */
export interface QuantilePosition {
  /** 0-based rank of the lower one. */
  readonly rank: number;
  /** Weight of the one above it. */
  readonly weight: number;
}

/** Source: Hyndman and Fan (1996), type 7, the default of R and NumPy. */
export function quantilePosition(n: number, q: number): QuantilePosition {
  const exact = (n - 1) * q;
  const rank = Math.floor(exact);
  return { rank, weight: exact - rank };
}

/** The quantile of values in ascending order; NaN when there are none. */
export function quantileSorted(ascending: ArrayLike<number>, q: number): number {
  const { rank, weight } = quantilePosition(ascending.length, q);
  const low = ascending[rank] ?? Number.NaN;
  return low + weight * ((ascending[rank + 1] ?? low) - low);
}
