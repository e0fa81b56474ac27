import type { ServerResponse } from 'node:http';
import { NDJSON_CONTENT_TYPE, type TaskEvent } from '@chaos-lab/contracts';
import type { TaskListener } from '../calls/context/trace.ts';
import type { AgentMetrics } from '../metrics.ts';

/** Writes the events of a task as lines of JSON, each as it happens. */
export function openStream(response: ServerResponse): (event: TaskEvent) => void {
  response.writeHead(200, { 'Content-Type': NDJSON_CONTENT_TYPE, 'Cache-Control': 'no-store' });
  response.flushHeaders();
  return (event) => {
    response.write(`${JSON.stringify(event)}\n`);
  };
}

/** Tells metrics, and the client where it wants to know, what happens in a task. */
export function listenerOf(
  metrics: AgentMetrics,
  stream: ((event: TaskEvent) => void) | undefined,
): TaskListener {
  return {
    onAttempt(attempt) {
      metrics.attempt(attempt);
      stream?.({ event: 'attempt', attempt });
    },
    onDecision({ seq }, decision) {
      metrics.decision(decision);
      stream?.({ event: 'decision', seq, decision });
    },
  };
}
