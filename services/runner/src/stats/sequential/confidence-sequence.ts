import { requireInside } from '../foundation/checks.ts';
import type { Interval } from '../foundation/interval.ts';
import { DEFAULT_PRIOR, logMixture } from './mixture.ts';

const BISECTIONS = 80;

/**
 * Interval for the share of discordant pairs that B wins, right at all times at once with
 * `confidence`: the shares against which the mixture martingale has not reached 1 / (1 - confidence).
 * It leaves out one half exactly when the e-value against equal arms has.
 * Source: Darling and Robbins (1967); Howard et al. (2021), Annals of Statistics 49:1055.
 */
export function shareConfidenceSequence(
  b: number,
  c: number,
  confidence = 0.95,
  prior = DEFAULT_PRIOR,
): Interval {
  requireInside('confidence', confidence);
  const limit = logMixture(b, c, prior) + Math.log(1 - confidence);
  const inside = (share: number): boolean => timesLog(c, share) + timesLog(b, 1 - share) > limit;
  const centre = b + c === 0 ? 0.5 : c / (b + c);
  return {
    lower: inside(0) ? 0 : edge(centre, 0, inside),
    upper: inside(1) ? 1 : edge(centre, 1, inside),
  };
}

function timesLog(count: number, share: number): number {
  return count === 0 ? 0 : count * Math.log(share);
}

/** Where the interval ends between a point inside and a point outside. */
function edge(inner: number, outer: number, inside: (x: number) => boolean): number {
  let near = inner;
  let far = outer;
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (near + far) / 2;
    if (inside(middle)) near = middle;
    else far = middle;
  }
  return near;
}
