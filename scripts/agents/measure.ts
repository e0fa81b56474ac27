import { setTimeout as sleep } from 'node:timers/promises';
import type { DecisionRecord } from '@chaos-lab/contracts';
import {
  type ClientVerdict,
  clientVerdicts,
} from '../../services/runner/src/inspect/client-verdicts/client-verdicts.ts';
import { type Case, CASES } from './cases.ts';
import { type AgentClient, NamedError } from './clients.ts';
import type { AgentLab } from './lab.ts';

/** How long a client is watched; one that has not come to an end by then is waiting. */
const WATCHED_MS = 20_000;

/** What one client did in one case. */
export type Cell = {
  readonly client: string;
  readonly case: string;
  /** `done`, `waits` after the time it is watched, or the name of the error that its user saw. */
  readonly outcome: string;
  readonly text: string;
  /** Arguments of every run of its tool. */
  readonly orders: readonly unknown[];
  readonly tape: readonly DecisionRecord[];
  readonly verdicts: readonly ClientVerdict[];
};

/** Lets every client meet every case that it can meet. */
export async function measureAll(
  lab: AgentLab,
  clients: readonly AgentClient[],
  {
    cases = CASES,
    atOnce = 8,
  }: { readonly cases?: readonly Case[]; readonly atOnce?: number } = {},
): Promise<Cell[]> {
  const todo = clients.flatMap((client) =>
    cases.filter((one) => concerns(client, one)).map((one) => ({ client, one })),
  );
  const cells: Cell[] = [];
  const next = async (): Promise<void> => {
    for (let task = todo.shift(); task !== undefined; task = todo.shift()) {
      cells.push(await measure(lab, task.client, task.one));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return cells;
}

function concerns({ isMcp, isWhole }: AgentClient, { fault, mcp = fault }: Case): boolean {
  if (isMcp) return mcp !== null || fault === null;
  return !isWhole || fault === null || !fault.kind.startsWith('sse-');
}

async function measure(lab: AgentLab, client: AgentClient, one: Case): Promise<Cell> {
  const upstream = client.isMcp ? 'tools' : 'model';
  const session = `${client.name}.${one.name}`;
  const orders: unknown[] = [];
  const abort = new AbortController();
  const order = (given: unknown): Promise<string> => {
    orders.push(given);
    return Promise.resolve('The order is placed.');
  };
  const base = lab.baseUrl(upstream, session);
  const begin = Promise.withResolvers<void>();
  if (!client.saysBegun) begin.resolve();
  const { signal } = abort;
  const run = client.run({ base, session, order, signal, begun: () => begin.resolve() });
  const ended = run.then(
    (text) => ({ outcome: 'done', text }),
    (error: unknown) => ({ outcome: nameOf(error), text: '' }),
  );
  const waits = { outcome: 'waits', text: '' };
  const late = begin.promise.then(() => sleep(WATCHED_MS, waits, { signal })).catch(() => waits);
  const { outcome, text } = await Promise.race([ended, late]);
  abort.abort();
  const tape = await settled(() => lab.tape(upstream, session));
  const verdicts = clientVerdicts(
    tape,
    outcome === 'waits' ? {} : { succeeded: outcome === 'done' },
  );
  return {
    client: client.name,
    case: one.name,
    outcome,
    text,
    orders: client.isMcp ? lab.runs(session) : orders,
    tape,
    verdicts,
  };
}

/** A client may know of its end before the proxy has written down how the call ended. */
async function settled(read: () => Promise<readonly DecisionRecord[]>) {
  for (let tries = 0; tries < 20; tries += 1) {
    const records = await read();
    if (records.every(({ end }) => end !== null)) return records;
    await sleep(100);
  }
  return read();
}

function nameOf(error: unknown): string {
  if (error instanceof NamedError) return error.name;
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.constructor.name : error.name;
}
