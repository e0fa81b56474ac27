import type { ExponentialConfig, Jitter } from '@chaos-lab/contracts';
import { exhausted, type Move, type Situation } from './strategy.ts';

interface JitterInput {
  /** The wait before jitter, lab ms. */
  readonly waitMs: number;
  /** The smallest wait, for `decorrelated`. */
  readonly baseMs: number;
  readonly previousMs: number;
  /** Uniform on [0, 1). */
  readonly draw: () => number;
}

/**
 * Spreads a wait. `full`, `equal` and `decorrelated` are those of Brooker, "Exponential Backoff And
 * Jitter" (AWS Architecture Blog, 2015); `additive` adds up to half the wait, as classic playbooks do.
 */
export const JITTER: Readonly<Record<Jitter, (input: JitterInput) => number>> = {
  none: ({ waitMs }) => waitMs,
  full: ({ waitMs, draw }) => draw() * waitMs,
  equal: ({ waitMs, draw }) => waitMs / 2 + (draw() * waitMs) / 2,
  additive: ({ waitMs, draw }) => waitMs + (draw() * waitMs) / 2,
  decorrelated: ({ baseMs, previousMs, draw }) =>
    baseMs + draw() * (3 * Math.max(baseMs, previousMs) - baseMs),
};

/** Wait before retry n (1-based): base·factor^(n−1), capped, then spread. Lab ms. */
export function exponentialWaitMs(config: ExponentialConfig, situation: Situation): number {
  const baseMs = config.base_delay * 1000;
  const capMs = (config.cap ?? Infinity) * 1000;
  const waitMs = Math.min(capMs, baseMs * config.factor ** situation.retries);
  const spread = JITTER[config.jitter]({
    waitMs,
    baseMs,
    previousMs: situation.previousWaitMs,
    draw: () => situation.draw(),
  });
  // Decorrelated jitter grows from the last wait and so needs the cap again.
  return config.jitter === 'decorrelated' ? Math.min(capMs, spread) : spread;
}

/** The next retry of an exponential schedule as `move` shapes it, or the end of its retries. */
export function nextExponential(
  config: ExponentialConfig,
  situation: Situation,
  move: (waitMs: number) => Move,
): Move {
  if (situation.retries >= config.max_retries) return exhausted(config.max_retries);
  return move(exponentialWaitMs(config, situation));
}
