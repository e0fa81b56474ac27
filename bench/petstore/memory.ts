import assert from 'node:assert/strict';
import { orderFactsSchema } from '@chaos-lab/contracts';
import { type RunningService, systemClock } from '@chaos-lab/service-kit';
import { request } from 'undici';
import { residentMb } from './cpu.ts';
import { isFlat } from '../flat.ts';
import { startMock } from './servers.ts';

const WORKERS = 16;
const REQUESTS = 200_000;
const REQUESTS_A_RUN = 4;
const SESSIONS_AT_ONCE = 5000;
const SESSIONS_GOAL_MB = 200;
/** Compilers and caches grow the process until about here, whatever the mock keeps. */
const WARM_UP = 20_000;

/**
 * Memory over 200,000 requests of workflows whose sessions are drained when they end: the resident
 * size by quarter, and the floor of the heap, its least size between two collections. The requests of
 * a warm-up come on top and count for nothing.
 */
export async function benchDrained(): Promise<boolean> {
  const mock = await startMock();
  try {
    const seen: { floor: number; resident: number }[] = [];
    const parts = 4;
    await runs(mock, 0, WARM_UP / REQUESTS_A_RUN, true);
    console.log(`warm after ${WARM_UP} requests: resident ${residentMb(mock.pid).toFixed(0)} MB`);
    for (let part = 1; part <= parts; part += 1) {
      const end = (REQUESTS / parts) * part;
      const stop = new AbortController();
      const floor = heapFloorMb(mock, stop.signal);
      const from = WARM_UP + end - REQUESTS / parts;
      await runs(mock, from / REQUESTS_A_RUN, (WARM_UP + end) / REQUESTS_A_RUN, true);
      stop.abort();
      const mark = { floor: await floor, resident: residentMb(mock.pid) };
      seen.push(mark);
      console.log(
        `after ${end} requests with drained sessions: heap floor ${mark.floor.toFixed(1)} MB, resident ${mark.resident.toFixed(0)} MB`,
      );
    }
    return isFlat(seen.map(({ resident }) => resident)) && isFlat(seen.map(({ floor }) => floor));
  } finally {
    await mock.stop();
  }
}

/** The least heap in use that was seen until the signal, asked for ten times a second. */
async function heapFloorMb(mock: RunningService, signal: AbortSignal): Promise<number> {
  let floor = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    const { body } = await request(`${String(mock.addresses['admin'])}/metrics`);
    const used = /^nodejs_heap_size_used_bytes\S* (\S+)/m.exec(await body.text())?.[1];
    floor = Math.min(floor, Number(used) / 1e6);
    await systemClock.sleep(100);
  }
  return floor;
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
  const path = `/verdict/${session}/-/drain?workflow=order`;
  const { body } = await request(`${String(admin)}${path}`, { method: 'POST' });
  const facts = orderFactsSchema.parse(await body.json());
  assert.ok(facts.complete);
}
