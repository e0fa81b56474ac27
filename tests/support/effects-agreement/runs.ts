import { readdir, readFile } from 'node:fs/promises';
import {
  type Identity,
  type Ledger,
  orderFactsSchema,
  type Policy,
  type RunEffects,
  type TaskResult,
} from '@chaos-lab/contracts';
import { parse } from 'yaml';
import type { RealLab } from '../runner/real-lab.ts';
import { type Agreement, compareRun, noRuns } from './agreement.ts';

const SCENARIOS = new URL('../../../assets/scenarios/', import.meta.url);
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

/** Orders of a run that bypass the proxy: more than it could have left unanswered on the way. */
const PAST_THE_PROXY = 5;

export type Made = {
  /** Files of the library; all of them unless told. */
  readonly scenarios?: readonly string[];
  /** Rounded up to whole cells of scenario and policy. */
  readonly runs: number;
  /**
   * A disagreement that is to be found in every run: orders that the petstore gets past the proxy, or
   * the contrary of the client's word told to the proxy.
   */
  readonly plant?: 'unseen-orders' | 'contrary-claim';
  readonly onScenario?: (name: string, so: Agreement) => void;
};

type Task = Identity & { readonly policy: Policy; readonly plant: Made['plant'] };

/** Runs the order workflow over scenarios and policies, and holds both ledgers against each other. */
export async function effectsAgreement(lab: RealLab, made: Made): Promise<Agreement> {
  const so = noRuns();
  const files = made.scenarios ?? (await scenarioFiles());
  const perCell = Math.ceil(made.runs / (files.length * POLICIES.length));
  for (const file of files) {
    const scenario: unknown = parse(await readFile(new URL(file, SCENARIOS), 'utf8'));
    await put(lab, scenario as object);
    const tasks = POLICIES.flatMap(([arm, policy]) =>
      Array.from({ length: perCell }, (_, index) => {
        const session = `${made.plant ?? 'run'}-${file}-${index}`;
        return { arm, policy, session, plant: made.plant };
      }),
    );
    await inParallel(tasks, (task) => oneRun(lab, task, so));
    made.onScenario?.(file, so);
  }
  return so;
}

export async function scenarioFiles(): Promise<string[]> {
  return (await readdir(SCENARIOS)).filter((file) => file.endsWith('.yaml')).toSorted();
}

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
  const { session, arm, policy, plant } = task;
  const [admin, store] = [lab.proxy.addresses['admin'], lab.petstore.addresses['admin']];
  const ask = { session, arm, policy, seed: 7, timeScale: TIME_SCALE };
  const result = (await post(`${lab.agent.addresses['traffic']}/tasks`, ask)) as TaskResult;
  const success = result.outcome === 'success';
  const claimed = plant === 'contrary-claim' ? !success : success;
  await post(`${admin}/claim`, { session, arm, success: claimed, expected: EXPECTED });
  if (plant === 'unseen-orders') await orderPastTheProxy(lab, task);
  const wire = await settled(`${admin}/effects?session=${session}&arm=${arm}`);
  const ledger = (await (await fetch(`${store}/ledger/${session}/${arm}`)).json()) as Ledger;
  const drained = await post(`${store}/verdicts/drain`, {
    runs: [{ session, arm }],
    workflow: 'order',
  });
  const facts = orderFactsSchema.parse((drained as { verdicts: unknown[] }).verdicts[0]);
  await post(`${admin}/tape/drain`, { runs: [{ session, arm }] });
  compareRun(so, { wire, store: ledger, facts, success });
}

async function orderPastTheProxy(lab: RealLab, { session, arm }: Identity): Promise<void> {
  const url = `${lab.petstore.addresses['traffic']}/api/v3/store/order`;
  const identity = { 'Chaos-Session': session, 'Chaos-Arm': arm };
  for (let sent = 0; sent < PAST_THE_PROXY; sent += 1) {
    await post(url, { petId: 1, quantity: 1 }, identity);
  }
}

async function post(url: string, body: object, headers: object = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${text}`);
  return response.headers.get('content-type')?.includes('/json') === true
    ? (JSON.parse(text) as unknown)
    : text;
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
