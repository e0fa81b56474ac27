import { seededRandom } from '@chaos-lab/service-kit/seeded-random';

/**
 * The arms of one pair in random order (Fisher-Yates). The order depends on seed, session and rate
 * alone, so that it is the same at any concurrency and after a restart.
 */
export function shuffled<T>(
  items: readonly T[],
  key: { readonly seed: number; readonly session: string; readonly rate: number },
): readonly T[] {
  const random = seededRandom(`order\n${key.seed}\n${key.session}\n${key.rate}`);
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = result[last] as T;
    result[last] = result[other] as T;
    result[other] = moved;
  }
  return result;
}
