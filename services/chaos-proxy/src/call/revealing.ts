import { HEADER } from '@chaos-lab/contracts';
import type { RawHeaders } from '../upstream/forwarder.ts';
import type { Ruling } from '../ruling.ts';

const NOTHING: RawHeaders = [];

/** The headers that name decision and fault to the client, where the scenario reveals faults. */
export function revealing({ reveal, record, injection }: Ruling): RawHeaders {
  if (!reveal) return NOTHING;
  const headers: string[] = [HEADER.decision, record.id];
  if (injection !== null) headers.push(HEADER.fault, `${injection.kind};phase=${injection.phase}`);
  return headers;
}
