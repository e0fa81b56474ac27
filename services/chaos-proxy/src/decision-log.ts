import type { DecisionRecord } from '@chaos-lab/contracts';
import { addressOf } from './decision/address.ts';

export type DecisionLogLevel = 'all' | 'faults' | 'none';

type Output = { readonly isTTY?: boolean; write(chunk: string): unknown };

/** One line for each settled decision: words on a terminal, JSON elsewhere. */
export function decisionLog(
  level: DecisionLogLevel | undefined,
  output: Output,
): (record: DecisionRecord) => void {
  const terminal = output.isTTY === true;
  const chosen = level ?? (terminal ? 'all' : 'faults');
  const format = terminal ? sentence : json;
  if (chosen === 'none') return () => {};
  if (chosen === 'all') return (record) => void output.write(format(record));
  return (record) => {
    if (record.fault !== null && record.suppressed === null) output.write(format(record));
  };
}

/** `12:03:04.567 s-0@- placeOrder #2 503 http-error before 4 ms`. */
function sentence(record: DecisionRecord): string {
  const { session, arm, status, durationMs } = record;
  const time = new Date(record.startedAt).toISOString().slice(11, 23);
  const parts = [
    time,
    arm === '-' ? session : `${session}@${arm}`,
    addressOf(record.operation, record.call),
    `try ${record.attempt}`,
    status === null ? '---' : String(status),
    fate(record),
    durationMs === null ? '' : `${Math.round(durationMs)} ms`,
  ];
  return `${parts.filter(Boolean).map(printable).join(' ')}\n`;
}

function fate({ fault, phase, suppressed, end }: DecisionRecord): string {
  if (fault === null) return end === null || end === 'complete' ? 'passed' : end;
  return suppressed === null ? `${fault.kind} ${phase}` : `${fault.kind} held back: ${suppressed}`;
}

function json(record: DecisionRecord): string {
  const { id, session, arm, operation, call, attempt, rule, fault, phase, suppressed } = record;
  const { status, durationMs, end, traceparent } = record;
  return `${JSON.stringify({
    event: 'decision',
    id,
    session,
    arm,
    operation,
    call,
    attempt,
    rule,
    fault: fault?.kind ?? null,
    phase,
    suppressed,
    status,
    durationMs,
    end,
    traceparent,
  })}\n`;
}

/** A path may hold anything, also what a terminal would act on. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
