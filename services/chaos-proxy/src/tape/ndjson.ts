import type { DecisionRecord } from '@chaos-lab/contracts';

export const NDJSON_TYPE = 'application/x-ndjson';

const CHUNK = 65_536;

/** Records as text, one JSON line each, in chunks of whole lines. */
export function* ndjsonChunks(records: Iterable<DecisionRecord>): Generator<string> {
  let chunk = '';
  for (const record of records) {
    chunk += line(record);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

export function line(record: DecisionRecord): string {
  return `${JSON.stringify(record)}\n`;
}
