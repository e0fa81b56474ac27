import type { AxiosError, AxiosRequestConfig } from 'axios';
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry';
import type { ToolCall } from '../../calls/executor.ts';
import type { TaskContext } from '../../calls/context/task-context.ts';
import { stop } from '../strategies/strategy.ts';
import type { Policy } from './policy.ts';

export interface AxiosRetrySettings {
  readonly retries: number;
  readonly mode: 'default' | 'exponential';
}

/** The package retries inside the client, so nothing is left to decide once a call has failed. */
export const axiosRetryPolicy: Policy = {
  sendsKey: () => false,
  recover: () => ({
    next: () => ({
      strategy: 'axios-retry',
      path: null,
      reason: 'axios-retry gave up',
      move: stop('axios-retry gave up'),
      rewrittenFrom: null,
    }),
  }),
};

/**
 * Configures the axios-retry package for one call. Which errors it retries, and how often, is the
 * package's own doing. Its waits are taken into lab time, and its jitter is seeded.
 */
export function axiosRetryConfig(
  { retries, mode }: AxiosRetrySettings,
  context: TaskContext,
): (call: ToolCall) => AxiosRequestConfig {
  const { trace, timeScale, deadline } = context;
  return (call) => {
    const draw = (n: number): number => context.draw(call.tool.operation, n);
    const waitOf = mode === 'default' ? defaultWaitMs : exponentialWaitMs;
    const config: IAxiosRetryConfig = {
      retries,
      // The time limit of each request is the lab's, not axios's shrinking one.
      shouldResetTimeout: true,
      retryDelay: (count, error) => {
        const waitMs = waitOf(error, count, () => draw(count));
        trace.decide({
          strategy: 'axios-retry',
          path: null,
          reason: `retry ${count} of ${retries} by the package`,
          waitMs,
          rewrittenFrom: null,
        });
        deadline.spend(waitMs);
        return waitMs / timeScale;
      },
    };
    return { 'axios-retry': config, ...(context.signal && { signal: context.signal }) };
  };
}

/** `noDelay` of axios-retry 4.5, which has honoured Retry-After without a cap since 4.5.0. */
const defaultWaitMs = (error: AxiosError): number => retryAfterMs(error);

/** `exponentialDelay` of axios-retry 4.5: 2^n·100 ms or Retry-After if longer, plus up to 20 %. */
function exponentialWaitMs(error: AxiosError, count: number, draw: () => number): number {
  const waitMs = Math.max(2 ** count * 100, retryAfterMs(error));
  return waitMs + waitMs * 0.2 * draw();
}

/** What the package makes of Retry-After: by its own function, since it is the package that is measured. */
const retryAfterMs = (error: AxiosError): number =>
  Math.max(0, axiosRetry.linearDelay(0)(0, error));
