import assert from 'node:assert/strict';
import { orderFactsSchema } from '@chaos-lab/contracts';
import type { RunningService } from '@chaos-lab/service-kit';
import { request } from 'undici';
import { residentMb } from './cpu.ts';
import { startMock } from './servers.ts';

const WORKERS = 16;
const REQUESTS = 200_000;
const REQUESTS_A_RUN = 4;
const SESSIONS_AT_ONCE = 5000;
const SESSIONS_GOAL_MB = 200;
/** The heap of Node grows in steps and is never quite the same twice. */
const FLAT_WITHIN = 1.2;

/** Memory over 200,000 requests of workflows whose sessions are drained when they end. */
export async function benchDrained(): Promise<boolean> {
  const mock = await startMock();
  try {
    const marks = [20_000, 50_000, 100_000, REQUESTS];
    const seen: number[] = [];
    let done = 0;
    for (const mark of marks) {
      await runs(mock, done / REQUESTS_A_RUN, mark / REQUESTS_A_RUN, true);
      done = mark;
      seen.push(residentMb(mock.pid));
      console.log(`after ${mark} requests with drained sessions: ${seen.at(-1)?.toFixed(0)} MB`);
    }
    const [first = Number.NaN, ...later] = seen;
    return Math.max(...later) <= first * FLAT_WITHIN;
  } finally {
    await mock.stop();
  }
}

/** Memory of 5,000 sessions at once, each with a whole workflow in its store and ledger. */
export async function benchSessions(): Promise<boolean> {
  const mock = await startMock();
  try {
    // The first requests grow the process whatever they do.
    await runs(mock, 0, 500, true);
    const before = residentMb(mock.pid);
    await runs(mock, 1000, 1000 + SESSIONS_AT_ONCE, false);
    const cost = residentMb(mock.pid) - before;
    console.log(
      `${SESSIONS_AT_ONCE} sessions at once: ${cost.toFixed(0)} MB more than the ${before.toFixed(0)} MB before, goal under ${SESSIONS_GOAL_MB}`,
    );
    return cost < SESSIONS_GOAL_MB;
  } finally {
    await mock.stop();
  }
}

async function runs(mock: RunningService, from: number, to: number, drain: boolean): Promise<void> {
  let next = from;
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      while (next < to) {
        next += 1;
        await run(mock, `run-${next}`, drain);
      }
    }),
  );
}

/** The order workflow, its verdict, and the end of its store. */
async function run(mock: RunningService, session: string, drain: boolean): Promise<void> {
  const { traffic, admin } = mock.addresses;
  const base = `${String(traffic)}/api/v3`;
  const headers = { 'Chaos-Session': session, 'Content-Type': 'application/json' };
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, value?: object) => {
    const payload = value === undefined ? {} : { body: JSON.stringify(value) };
    const { statusCode, body } = await request(`${base}${path}`, { method, headers, ...payload });
    assert.equal(statusCode, 200);
    return body.json();
  };
  await call('GET', '/store/inventory');
  const pets = (await call('GET', '/pet/findByStatus?status=available')) as { id: number }[];
  const [pet] = pets;
  assert.ok(pet);
  await call('POST', '/store/order', { petId: pet.id, quantity: 1, status: 'placed' });
  await call('PUT', '/pet', { ...pet, status: 'sold' });
  if (!drain) return;
  const path = `/verdict/${session}/-?workflow=order&drain=true`;
  const { body } = await request(`${String(admin)}${path}`);
  const facts = orderFactsSchema.parse(await body.json());
  assert.ok(facts.complete);
}
