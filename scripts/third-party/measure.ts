import type { DecisionRecord } from '@chaos-lab/contracts';
import { type Case, CASES, RETRY_AFTER_S } from './cases.ts';
import { type Client, CLIENTS } from './clients.ts';
import type { ThirdPartyLab } from './lab.ts';

/** What the client did between a failed call and the next. */
export type Waiting = 'none' | 'back-off' | 'as asked';

/** What one client did in one case. */
export type Measured = {
  readonly client: string;
  readonly title: string;
  readonly call: Client['call'];
  readonly fault: string;
  /** Calls that arrived at the proxy. */
  readonly calls: number;
  /** Calls that the upstream answered. */
  readonly upstream: number;
  /** Null where it made no second call. */
  readonly waiting: Waiting | null;
  /** What its user saw: `ok`, or the error by its name. */
  readonly outcome: string;
  /** Effects by the upstream's own ledger; null for a call that has none. */
  readonly effects: number | null;
};

/** Shorter than any back-off of these clients, longer than what a busy machine adds to none. */
const NO_WAIT_MS = 150;
/** Timers count from the start of a millisecond. */
const TOLERANCE_MS = 5;

/** Lets every client meet every case, one case after the other: the first makes everything warm. */
export async function measureAll(lab: ThirdPartyLab): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const one of CASES) {
    measured.push(...(await Promise.all(CLIENTS.map((client) => measure(lab, client, one)))));
  }
  return measured;
}

async function measure(lab: ThirdPartyLab, client: Client, one: Case): Promise<Measured> {
  const { upstream } = client;
  const identity = { session: `${client.name}.${one.name}`, arm: client.name };
  const outcome = await client.run(lab.baseUrl(upstream, identity)).then(() => 'ok', nameOf);
  const records = await lab.tape(upstream, identity);
  return {
    client: client.name,
    title: client.title,
    call: client.call,
    fault: one.name,
    calls: records.length,
    upstream: records.filter(({ upstreamStatus }) => upstreamStatus !== null).length,
    waiting: waitingOf(records),
    outcome,
    effects: client.call === 'GET' ? null : await lab.effects(upstream, identity),
  };
}

function waitingOf(records: readonly DecisionRecord[]): Waiting | null {
  const gaps = records.slice(1).map((record, index) => {
    const before = records[index] ?? record;
    return record.startedAt - before.startedAt - (before.durationMs ?? 0);
  });
  if (gaps.length === 0) return null;
  const shortest = Math.min(...gaps);
  const asked = records[0]?.status === 429 && shortest >= RETRY_AFTER_S * 1_000 - TOLERANCE_MS;
  if (asked) return 'as asked';
  return shortest < NO_WAIT_MS ? 'none' : 'back-off';
}

/** What the user of a client can tell an error by: status, else code, else name. */
function nameOf(error: unknown): string {
  const status = field(error, 'status') ?? field(field(error, 'response'), 'status');
  if (typeof status === 'number') return `status ${status}`;
  const code = field(error, 'code') ?? field(field(error, 'cause'), 'code');
  const name = error instanceof Error ? error.constructor.name : 'error';
  return typeof code === 'string' ? `${name} (${code})` : name;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Reflect.get(value, name) as unknown)
    : undefined;
}
