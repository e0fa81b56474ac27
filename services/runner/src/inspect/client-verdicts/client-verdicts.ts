import type { DecisionRecord, FaultKind } from '@chaos-lab/contracts';

/** What a client did that the tape shows to be wrong, or that cost something. */
export const CLIENT_VERDICTS = [
  'retried-in-vain',
  'ignored-retry-after',
  'retry-storm',
  'took-part-for-whole',
  'ran-cut-arguments',
  'ran-tool-twice',
  'lost-tokens',
] as const;
export type ClientVerdictName = (typeof CLIENT_VERDICTS)[number];

export type ClientVerdict = {
  readonly verdict: ClientVerdictName;
  /** The records that show it. */
  readonly ids: readonly string[];
  /** How much: tokens, requests or milliseconds too early, by the verdict. */
  readonly amount: number;
};

/** What is known of a client beside its tape. */
export type ClientWord = {
  /** Whether the client says that it succeeded; undefined where nobody asked it. */
  readonly succeeded?: boolean;
};

/** More tries of one call than any sensible budget has. */
const STORM = 6;
/** Timers count from the start of a millisecond. */
const TOLERANCE_MS = 5;
const NEVER_AGAIN = new Set([400, 401, 402, 403, 404, 405, 413, 422]);
const CUTS_ARGUMENTS = new Set<FaultKind>(['tool-arguments-cut', 'finish-length']);

/** Judges the client of one session and arm by its records, in their order. */
export function clientVerdicts(
  records: readonly DecisionRecord[],
  { succeeded }: ClientWord = {},
): ClientVerdict[] {
  const calls = [
    ...Map.groupBy(records, ({ operation, call }) => `${operation}\n${call}`).values(),
  ];
  return [
    ...calls.flatMap(inVain),
    ...calls.flatMap(tooEarly),
    ...calls.flatMap(storm),
    ...(succeeded === true ? calls.flatMap(partForWhole) : []),
    ...cutArguments(records),
    ...toolsTwice(records),
    ...lostTokens(records),
  ];
}

/** A request that was refused for good was sent again as it was. */
function inVain(tries: readonly DecisionRecord[]): ClientVerdict[] {
  const refused = tries.slice(0, -1).filter(({ status }) => NEVER_AGAIN.has(status ?? 0));
  return verdict('retried-in-vain', refused, refused.length);
}

/** The next try came before the time that the answer had named. */
function tooEarly(tries: readonly DecisionRecord[]): ClientVerdict[] {
  const early = tries.slice(0, -1).flatMap((record, index) => {
    const waitMs = Number(record.parameters['retryAfterS'] ?? 0) * 1_000;
    const next = tries[index + 1];
    if (waitMs === 0 || next === undefined || record.reached === 'good') return [];
    const waited = next.startedAt - record.startedAt - (record.durationMs ?? 0);
    return waited < waitMs - TOLERANCE_MS ? [{ record, ms: Math.round(waitMs - waited) }] : [];
  });
  const most = Math.max(0, ...early.map(({ ms }) => ms));
  return verdict(
    'ignored-retry-after',
    early.map(({ record }) => record),
    most,
  );
}

function storm(tries: readonly DecisionRecord[]): ClientVerdict[] {
  return verdict('retry-storm', tries.length >= STORM ? tries : [], tries.length);
}

/** The last answer of a call was cut, and the client says that all went well. */
function partForWhole(tries: readonly DecisionRecord[]): ClientVerdict[] {
  const last = tries.at(-1);
  return verdict('took-part-for-whole', last?.reached === 'cut' ? [last] : [], 1);
}

/** A tool was called right behind an answer whose arguments lacked their end. */
function cutArguments(records: readonly DecisionRecord[]): ClientVerdict[] {
  const found = records.filter((record, index) => {
    const next = records[index + 1];
    return cutsArguments(record) && next !== undefined && isTool(next);
  });
  return verdict('ran-cut-arguments', found, found.length);
}

function cutsArguments({ fault, suppressed }: DecisionRecord): boolean {
  if (fault === null || suppressed !== null) return false;
  if (fault.kind === 'sse-cut') return fault.at === 'tool-arguments';
  return CUTS_ARGUMENTS.has(fault.kind);
}

/** The upstream has run one tool with the same arguments more than once for one call. */
function toolsTwice(records: readonly DecisionRecord[]): ClientVerdict[] {
  const runs = records.filter(
    (one) => isTool(one) && one.digest !== null && succeededUpstream(one),
  );
  return [...Map.groupBy(runs, ({ digest, call }) => `${digest}\n${call}`).values()].flatMap(
    (same) => verdict('ran-tool-twice', same.length > 1 ? same : [], same.length),
  );
}

/** Tokens of answers that were made, and paid for, and did not reach the client whole. */
function lostTokens(records: readonly DecisionRecord[]): ClientVerdict[] {
  const lost = records.filter(({ usage, reached }) => usage !== undefined && reached !== 'good');
  const tokens = lost.reduce(
    (sum, { usage }) => sum + (usage?.input ?? 0) + (usage?.output ?? 0),
    0,
  );
  return verdict('lost-tokens', tokens > 0 ? lost : [], tokens);
}

function isTool({ operation }: DecisionRecord): boolean {
  return operation.startsWith('tools/call:');
}

function succeededUpstream({ upstreamStatus }: DecisionRecord): boolean {
  return upstreamStatus !== null && upstreamStatus < 300;
}

function verdict(
  name: ClientVerdictName,
  records: readonly DecisionRecord[],
  amount: number,
): ClientVerdict[] {
  if (records.length === 0) return [];
  return [{ verdict: name, ids: records.map(({ id }) => id), amount }];
}
