import { createHash } from 'node:crypto';

/**
 * The W3C trace id of a run, 32 hex digits: first half of the SHA-256 of seed and run id
 * (`SESSION@ARM`), so that a row of the CSV leads to its trace without a column for it.
 */
export function traceIdOf(seed: number, runId: string): string {
  return createHash('sha256').update(`trace\n${seed}\n${runId}`).digest('hex').slice(0, 32);
}

/** What the agent passes on with every call of the run, for the proxy's records and exemplars. */
export function traceparentOf(seed: number, runId: string): string {
  const traceId = traceIdOf(seed, runId);
  return `00-${traceId}-${traceId.slice(0, 16)}-01`;
}
