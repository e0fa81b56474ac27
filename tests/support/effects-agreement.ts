import { readdir, readFile } from 'node:fs/promises';
import {
  type Ledger,
  type OrderFacts,
  orderFactsSchema,
  type Policy,
  type RunEffects,
  type RunVerdict,
  type TaskResult,
  type Verdict,
  verdictOf,
} from '@chaos-lab/contracts';
import { parse } from 'yaml';
import { type RealLab, startRealLab } from './runner/real-lab.ts';

/** How the ledger of the wire stands to that of the petstore, over many runs of the order workflow. */
export type Agreement = {
  runs: number;
  /** Runs whose effects are, operation by operation, as many as the petstore has. */
  counted: number;
  /** Runs whose verdict is that of the petstore. */
  judged: number;
  /** Verdicts that differ for a reason that the reference names, by that reason. */
  readonly explained: Map<string, number>;
  /** All other disagreements, in words. */
  readonly unexplained: string[];
};

const SCENARIOS = new URL('../../assets/scenarios/', import.meta.url);
const RATE = 0.3;
const TIME_SCALE = 1_000;
const AT_ONCE = 64;
const json = { 'Content-Type': 'application/json' };

const POLICIES: readonly (readonly [string, Policy])[] = [
  ['none', { type: 'none' }],
  ['blind', { type: 'blind', retries: 2 }],
  ['axios', { type: 'axios-retry', retries: 3, mode: 'default' }],
  ['training', { type: 'playbook', name: 'training' }],
  ['resilient', { type: 'playbook', name: 'resilient' }],
];

const EXPECTED = [{ operation: 'placeOrder' }, { operation: 'updatePet' }];

const SAME: Readonly<Record<Verdict, readonly RunVerdict[]>> = {
  verified_success: ['success'],
  correct_failure: ['clean-failure'],
  false_failure: ['false-failure'],
  false_success: ['false-success'],
  corrupted: ['duplicate', 'partial'],
};

/** Runs the order workflow `runs` times over every scenario of the library and five policies. */
export async function effectsAgreement(
  runs: number,
  onScenario: (name: string, so: Agreement) => void = () => {},
): Promise<Agreement> {
  const so: Agreement = {
    runs: 0,
    counted: 0,
    judged: 0,
    explained: new Map(),
    unexplained: [],
  };
  const files = (await readdir(SCENARIOS)).filter((file) => file.endsWith('.yaml')).toSorted();
  const perCell = Math.ceil(runs / (files.length * POLICIES.length));
  const lab = await startRealLab();
  try {
    for (const file of files) {
      const scenario: unknown = parse(await readFile(new URL(file, SCENARIOS), 'utf8'));
      await put(lab, scenario as object);
      const tasks = POLICIES.flatMap(([arm, policy]) =>
        Array.from({ length: perCell }, (_, index) => ({
          arm,
          policy,
          session: `${file}-${index}`,
        })),
      );
      await inParallel(tasks, (task) => oneRun(lab, task, so));
      onScenario(file, so);
    }
  } finally {
    await lab.stop();
  }
  return so;
}

type Task = { readonly arm: string; readonly policy: Policy; readonly session: string };

async function put(lab: RealLab, scenario: object): Promise<void> {
  const body = JSON.stringify({ ...scenario, sweepRate: RATE, timeScale: TIME_SCALE, seed: 42 });
  const url = `${lab.proxy.addresses['admin']}/scenario`;
  const response = await fetch(url, { method: 'PUT', headers: json, body });
  if (!response.ok) throw new Error(await response.text());
}

async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = [...list];
  const worker = async (): Promise<void> => {
    for (let one = rest.pop(); one !== undefined; one = rest.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function oneRun(lab: RealLab, task: Task, so: Agreement): Promise<void> {
  const { session, arm, policy } = task;
  const [admin, store] = [lab.proxy.addresses['admin'], lab.petstore.addresses['admin']];
  const post = async (url: string, body: object): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
    const text = await response.text();
    return response.headers.get('content-type')?.includes('/json') === true
      ? (JSON.parse(text) as unknown)
      : text;
  };
  const ask = { session, arm, policy, seed: 7, timeScale: TIME_SCALE };
  const result = (await post(`${lab.agent.addresses['traffic']}/tasks`, ask)) as TaskResult;
  const success = result.outcome === 'success';
  await post(`${admin}/claim`, { session, arm, success, expected: EXPECTED });
  const run = await settled(`${admin}/effects?session=${session}&arm=${arm}`);
  const ledger = (await (await fetch(`${store}/ledger/${session}/${arm}`)).json()) as Ledger;
  const drained = await post(`${store}/verdicts/drain`, {
    runs: [{ session, arm }],
    workflow: 'order',
  });
  const facts = orderFactsSchema.parse((drained as { verdicts: unknown[] }).verdicts[0]);
  await post(`${admin}/tape/drain`, { runs: [{ session, arm }] });
  compare(task, run, ledger, facts, success, so);
}

/** The effects of a run once none of its writes is under way any more. */
async function settled(url: string): Promise<RunEffects> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { runs } = (await (await fetch(url)).json()) as { runs: RunEffects[] };
    const [run] = runs;
    if (run !== undefined && run.open === 0) return run;
    if (Date.now() > deadline) throw new Error(`${url}: writes are still open`);
  }
}

function compare(
  { session, arm }: Task,
  run: RunEffects,
  ledger: Ledger,
  facts: OrderFacts,
  success: boolean,
  so: Agreement,
): void {
  so.runs += 1;
  const who = `${session} ${arm}`;
  const miscounted = [...countsOf(run)].filter(([operation, { least, most }]) => {
    const real = ledger.effects.filter((effect) => effect.operation === operation).length;
    return real < least || real > most;
  });
  const unseen = ledger.effects.filter(({ operation }) => !countsOf(run).has(operation));
  if (miscounted.length === 0 && unseen.length === 0) so.counted += 1;
  else so.unexplained.push(`${who}: counts ${JSON.stringify(miscounted)}, unseen ${unseen.length}`);

  const real = verdictOf(success, facts);
  if (SAME[real].includes(run.verdict)) {
    so.judged += 1;
    return;
  }
  const reason = reasonOf(run);
  if (reason === undefined) {
    const calls = run.calls.map((call) => `${call.operation} ${call.verdict}`).join(', ');
    so.unexplained.push(`${who}: the petstore says ${real}, the wire ${run.verdict} (${calls})`);
  } else {
    so.explained.set(reason, (so.explained.get(reason) ?? 0) + 1);
  }
}

/** How many effects the petstore should have of each operation: an uncertain try may be one or none. */
export function countsOf(run: RunEffects): Map<string, { least: number; most: number }> {
  const counts = new Map<string, { least: number; most: number }>();
  for (const { operation, tries } of run.calls) {
    const count = counts.get(operation) ?? { least: 0, most: 0 };
    for (const { done, replayed, effect } of tries) {
      const sure = replayed ? 0 : done;
      count.least += sure;
      count.most += sure + (effect === 'uncertain' ? 1 : 0);
    }
    counts.set(operation, count);
  }
  return counts;
}

/** What `docs/reference/control-plane.md` says is not seen on the wire. */
function reasonOf({ calls, verdict }: RunEffects): string | undefined {
  if (verdict === 'uncertain') return 'uncertain: a write was sent and never answered';
  if (calls.some(({ uncertain }) => uncertain > 0)) return 'a write was sent and never answered';
  const updates = calls.filter(
    ({ operation, effects }) => operation === 'updatePet' && effects > 0,
  );
  if (updates.length > 1) return 'taken back by another write than a DELETE';
  return undefined;
}
