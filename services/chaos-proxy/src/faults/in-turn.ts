/** All elements of a list, from the one at the share `u` in [0, 1) on and around its end. */
export function inTurn<T>(list: readonly T[], u: number): T[] {
  const first = Math.floor(u * list.length);
  return [...list.slice(first), ...list.slice(0, first)];
}
