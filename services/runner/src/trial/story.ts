import type { DecisionRecord } from '@chaos-lab/contracts';
import { type Observation, wasFaulted } from './observation.ts';

/** What happened in a run, a line a request: what it sent, what was answered, what it did next. */
export function story({ records, end, varying }: Observation): string[] {
  const lines = records.map((record, index) => requestLine(record, records.slice(0, index)));
  const changed = varying.map(
    ({ operation, places }) =>
      `the bodies of ${operation} differ only in ${places.join(', ')}: a try that does not look like one`,
  );
  return [...lines, ...changed, endLine(end)];
}

function requestLine(record: DecisionRecord, before: readonly DecisionRecord[]): string {
  const { method, path, operation } = record;
  const name = `${method} ${path}` === operation ? operation : `${operation} (${method} ${path})`;
  return `${name}${againWords(record, before)}: ${answerWords(record)}`;
}

/** How a request stands to the earlier tries of its call. */
function againWords(record: DecisionRecord, before: readonly DecisionRecord[]): string {
  const { operation, call, attempt, key, method } = record;
  const first = before.find((one) => one.operation === operation && one.call === call);
  if (attempt === 1 || first === undefined) return call > 1 ? `, call ${call}` : '';
  const how =
    method === 'GET'
      ? ''
      : key === null
        ? ', without a key'
        : first.key === key
          ? ', same key'
          : ', new key';
  return ` again, try ${attempt}${how}`;
}

function answerWords(record: DecisionRecord): string {
  const { upstreamStatus, status, end, fault } = record;
  const answered =
    upstreamStatus === null ? 'never came to the upstream' : `answered ${upstreamStatus}`;
  if (fault === null || !wasFaulted(record)) {
    return end === 'complete' ? answered : `${answered} (${end ?? 'still open'})`;
  }
  const given = `the client got ${givenWords(record)}`;
  if (record.phase === 'before') return `${given}; it ${answered}`;
  return status === upstreamStatus && fault.kind === 'duplicate'
    ? answered
    : `${answered}, ${given}`;
}

/** What the client got in place of the answer, for a request whose fault went out. */
function givenWords({ fault, status }: DecisionRecord): string {
  switch (fault?.kind) {
    case 'http-error':
    case 'html-error':
    case 'rate-limit':
      return `a ${status ?? 'failure'}${
        fault.kind === 'http-error' && fault.retryAfter !== undefined
          ? ` with Retry-After: ${fault.retryAfter.seconds}`
          : ''
      }`;
    case 'reset':
      return 'a reset connection';
    case 'close':
      return 'a closed connection';
    case 'hang':
      return 'nothing, for as long as it waited';
    case 'truncate':
      return 'a part of the body';
    case 'malformed-json':
      return 'JSON that cannot be read';
    case 'empty-body':
      return 'an empty body';
    case 'error-in-200':
      return 'an error that calls itself 200';
    default:
      return fault?.kind ?? 'it';
  }
}

function endLine({ says, how, with: text }: Observation['end']): string {
  if (how === 'timeout') return 'then it did not end, and was ended';
  return says === 'success' ? `then it said success (${text})` : `then it said failure (${text})`;
}
