import type { Delay } from '@chaos-lab/contracts';
import { inverseNormal } from './inverse-normal.ts';

/** The delay in lab ms at the uniform draw `u` in [0, 1), through the inverse of its distribution. */
export function drawDelayMs(delay: Delay, u: number, capMs: number): number {
  return Math.min(capMs, Math.max(0, quantile(delay, u)));
}

function quantile(delay: Delay, u: number): number {
  switch (delay.distribution) {
    case 'constant':
      return delay.ms;
    case 'uniform':
      return delay.minMs + u * (delay.maxMs - delay.minMs);
    case 'normal':
      return delay.sdMs === 0 ? delay.meanMs : delay.meanMs + delay.sdMs * inverseNormal(u);
    case 'lognormal':
      return delay.medianMs * Math.exp(delay.sigma * inverseNormal(u));
    default:
      return delay.minMs / (1 - u) ** (1 / delay.shape);
  }
}
