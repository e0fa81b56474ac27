import { classOf } from '../failure/status-class.ts';

/**
 * Which failures count against a route. Unless told otherwise: everything but a 4xx other than 408
 * and 429, which speaks of the request and not of the route.
 */
export function breakerCounts(
  chosen: readonly string[] | undefined,
): (condition: string) => boolean {
  if (chosen === undefined) {
    return (condition) =>
      classOf(condition) !== '4xx' || condition === '408' || condition === '429';
  }
  const counting = new Set(chosen);
  return (condition) => {
    const group = classOf(condition);
    return (
      counting.has('default') ||
      counting.has(condition) ||
      (group !== undefined && counting.has(group))
    );
  };
}
