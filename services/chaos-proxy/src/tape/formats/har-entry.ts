import { STATUS_CODES } from 'node:http';
import type { DecisionRecord } from '@chaos-lab/contracts';
import type { Entry, QueryString } from 'har-format';

/** What HAR has no word for; the format lets names that begin with an underscore be added. */
export type ChaosField = Pick<
  DecisionRecord,
  | 'id'
  | 'session'
  | 'arm'
  | 'operation'
  | 'attempt'
  | 'rule'
  | 'fault'
  | 'phase'
  | 'parameters'
  | 'suppressed'
  | 'end'
  | 'upstreamStatus'
>;

export type ChaosEntry = Entry & { readonly _chaos: ChaosField; readonly _error?: string };

/** HAR's number for a size that nobody knows. */
const UNKNOWN = -1;

/** One call as HAR 1.2 has it. A call without an answer has the status 0, as browsers write it. */
export function harEntry(record: DecisionRecord, baseUrl: string): ChaosEntry {
  const status = record.status ?? 0;
  const time = record.durationMs ?? 0;
  const wait = Math.min(record.upstreamMs ?? time, time);
  const failed = status === 0 && record.end !== null;
  return {
    startedDateTime: new Date(record.startedAt).toISOString(),
    time,
    request: {
      method: record.method,
      url: baseUrl + record.path,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString: queryOf(record.path),
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    cache: {},
    timings: { send: 0, wait, receive: time - wait },
    comment: commentOn(record),
    _chaos: chaosField(record),
    ...(failed && { _error: record.end ?? '' }),
  };
}

function commentOn({ operation, attempt, fault, phase }: DecisionRecord): string {
  const call = `${operation}, attempt ${attempt}`;
  return fault === null ? call : `${call}: ${fault.kind} ${phase}`;
}

function chaosField(record: DecisionRecord): ChaosField {
  const { id, session, arm, operation, attempt, rule, fault, phase } = record;
  const { parameters, suppressed, end, upstreamStatus } = record;
  const call = { id, session, arm, operation, attempt };
  return { ...call, rule, fault, phase, parameters, suppressed, end, upstreamStatus };
}

function queryOf(path: string): QueryString[] {
  const start = path.indexOf('?');
  if (start === -1) return [];
  return [...new URLSearchParams(path.slice(start + 1))].map(([name, value]) => ({ name, value }));
}
