import type { DecisionRecord, RunRow } from '@chaos-lab/contracts';
import { textTable } from '../../terminal/text-table.ts';
import type { AttemptCells } from '../../run-folder/streams/attempts-file.ts';

/** What happened in one run, call by call, in words and a table. */
export function timeline(
  row: RunRow,
  attempts: readonly AttemptCells[],
  records: readonly DecisionRecord[],
): string {
  const byCall = new Map(records.map((r) => [`${r.operation}\n${r.attempt}`, r]));
  let at = 0;
  const lines = attempts.map((call) => {
    const record = byCall.get(`${call.operation}\n${call.attempt}`);
    const started = at;
    at += Number(call.network_ms) + Number(call.wait_ms);
    return [
      (started / 1000).toFixed(3),
      call.step === '' ? (call.operation ?? '') : (call.step ?? ''),
      call.attempt ?? '',
      faultOf(call, record),
      upstreamOf(record),
      answerOf(call),
      call.breaker ?? '',
      decisionOf(call),
    ];
  });
  const header = ['t/s', 'call', '#', 'fault', 'upstream', 'answer', 'breaker', 'then'];
  return `${introduction(row)}\n\n${textTable(header, lines)}`;
}

function introduction(row: RunRow): string {
  const damage = [
    row.duplicates > 0 ? `${row.duplicates} duplicate order(s)` : '',
    row.orphans > 0 ? `${row.orphans} order(s) or sale(s) without the other half` : '',
  ].filter((part) => part !== '');
  const failed =
    row.failed_at === '' ? '' : ` It gave up at ${row.failed_at} (${row.failure_condition}).`;
  const left = damage.length === 0 ? '' : ` It left behind ${damage.join(' and ')}.`;
  return (
    `${row.run_id}: ${row.arm} at rate ${row.failure_rate} claims ${row.outcome}; ` +
    `the ledger says ${row.verdict}.${failed}${left}\n` +
    `${row.upstream_calls} calls, ${row.faults_injected} faults, ${row.retries} retries, ` +
    `${(row.wait_ms / 1000).toFixed(1)} s of waits in ${(row.duration_ms / 1000).toFixed(1)} s of lab time.`
  );
}

function faultOf(call: AttemptCells, record: DecisionRecord | undefined): string {
  const kind = call.fault ?? '';
  if (kind === '') return '';
  const draw = record?.draws?.[0];
  const u = draw === undefined ? '' : ` (u0 ${draw.toFixed(3)} < ${record?.rate})`;
  return `${kind} ${call.phase}${u}`;
}

/** Whether the real service saw the call: what stands there stays, whatever the client was told. */
function upstreamOf(record: DecisionRecord | undefined): string {
  if (record === undefined) return '-';
  return record.upstreamStatus === null ? 'not reached' : String(record.upstreamStatus);
}

function answerOf(call: AttemptCells): string {
  const { status, condition } = call as { status: string; condition: string };
  if (status === '' || status === condition) return condition;
  return condition === 'ok' || condition === '' ? status : `${status} ${condition}`;
}

function decisionOf(call: AttemptCells): string {
  if ((call.strategy ?? '') === '') return '';
  const wait = Number(call.wait_ms);
  const from = call.entry === '' ? '' : ` by ${call.entry}`;
  const rewritten = call.rewritten_from === '' ? '' : `, instead of ${call.rewritten_from}`;
  return `${call.strategy}${wait > 0 ? `, wait ${(wait / 1000).toFixed(2)} s` : ''}${from}${rewritten}`;
}
