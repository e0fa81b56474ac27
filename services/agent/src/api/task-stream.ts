import type { ServerResponse } from 'node:http';
import { NDJSON_CONTENT_TYPE, type TaskEvent } from '@chaos-lab/contracts';

/** Writes the events of a task as lines of JSON, each as it happens. */
export function openStream(response: ServerResponse): (event: TaskEvent) => void {
  response.writeHead(200, { 'Content-Type': NDJSON_CONTENT_TYPE, 'Cache-Control': 'no-store' });
  response.flushHeaders();
  return (event) => {
    response.write(`${JSON.stringify(event)}\n`);
  };
}
