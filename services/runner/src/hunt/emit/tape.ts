import type { Emitter } from './emitted.ts';

/** The run as the proxy recorded it: `chaos-proxy --target URL --replay tape.ndjson`. */
export const tape: Emitter = {
  name: 'tape.ndjson',
  write: ({ records }) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
};
