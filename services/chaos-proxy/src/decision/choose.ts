/** Running sums of the weights; the last one is their total. */
export function cumulative(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, index) => {
    sum += weight;
    sums[index] = sum;
  });
  return sums;
}

/**
 * The index whose share of the total holds `u` in [0, 1). An entry of weight 0 is never chosen.
 * `sums` comes from `cumulative` and ends above 0.
 */
export function choose(sums: Float64Array, u: number): number {
  const target = u * (sums.at(-1) ?? 0);
  const last = sums.length - 1;
  for (let index = 0; index < last; index += 1) {
    if (target < (sums[index] ?? 0)) return index;
  }
  // Rounding may put the target on the total itself: the last entry with a weight takes it.
  let index = last;
  while (index > 0 && sums[index] === sums[index - 1]) index -= 1;
  return index;
}
