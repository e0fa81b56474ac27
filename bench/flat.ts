/** How far apart the sizes of something that does not grow may be: the machine's own noise. */
const WITHIN = 1.2;

/** Whether the largest of the sizes is no more than 20 % above the least. */
export function isFlat(sizes: readonly number[]): boolean {
  return sizes.length > 1 && Math.max(...sizes) <= Math.min(...sizes) * WITHIN;
}
