/** n over r, exact as long as it stays below 2^53. */
export function binomial(n: number, r: number): number {
  if (r < 0 || r > n) return 0;
  let result = 1;
  for (let i = 1; i <= Math.min(r, n - r); i += 1) result = (result * (n - i + 1)) / i;
  return Math.round(result);
}

/**
 * Sets of exactly `k` faults that a client meets which makes `calls` calls one after another and tries
 * each again, without end, until it is answered: the tries that fail are shared out among the calls in
 * C(calls+k-1, k) ways, each of `kinds`^k colours.
 */
export function setsOfPersistentClient(calls: number, k: number, kinds: number): number {
  return binomial(calls + k - 1, k) * kinds ** k;
}

/** Sets of up to `k` faults at `addresses` addresses, one of `kinds` at each: what brute force runs. */
export function setsOfFullProduct(addresses: number, k: number, kinds: number): number {
  let sum = 0;
  for (let size = 0; size <= k; size += 1) sum += binomial(addresses, size) * kinds ** size;
  return sum;
}
