import type { DecisionRecord } from '@chaos-lab/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChaosProxy, recordsOf, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

const SCENARIO = {
  rules: [
    {
      match: { method: 'POST' },
      rate: 0.4,
      faults: [{ kind: 'reset' as const, phase: 'after' as const }, { kind: 'close' as const }],
    },
    {
      match: { path: '/burst' },
      rate: 0.9,
      faults: [{ kind: 'http-error' as const, status: 500 }],
      schedule: { type: 'burst' as const, goodToBad: 0.3, badToGood: 0.4 },
    },
    {
      rate: 0.3,
      faults: [
        { kind: 'http-error' as const, status: 503 },
        { kind: 'truncate' as const },
        {
          kind: 'latency' as const,
          delay: { distribution: 'uniform' as const, minMs: 1, maxMs: 9 },
        },
      ],
    },
  ],
};
const SESSIONS = Array.from({ length: 64 }, (_, index) => `s-${index}`);
const STEPS = ['GET /a', 'POST /b', 'GET /burst', 'GET /a', 'GET /a', 'POST /b', 'GET /burst'];

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

/** One client: its calls one after the other. `proxyOf` says which proxy takes a call. */
async function client(session: string, proxyOf: (step: number) => ChaosProxy, numbered: boolean) {
  const attempts = new Map<string, number>();
  for (const [index, step] of STEPS.entries()) {
    const [method = '', path = ''] = step.split(' ');
    const attempt = (attempts.get(step) ?? 0) + 1;
    attempts.set(step, attempt);
    const headers = {
      'Chaos-Session': session,
      ...(numbered && { 'Chaos-Attempt': String(attempt) }),
    };
    await fetch(`${proxyOf(index).url}${path}`, { method, headers })
      .then((response) => response.text())
      .catch(() => 'broken');
  }
}

const fateOf = ({
  session,
  operation,
  call,
  attempt,
  draws,
  rate,
  fault,
  phase,
  parameters,
}: DecisionRecord) =>
  JSON.stringify({ session, operation, call, attempt, draws, rate, fault, phase, parameters });

async function fates(proxies: readonly ChaosProxy[], keep: (record: DecisionRecord) => boolean) {
  const tapes = await Promise.all(
    proxies.map(async ({ adminUrl }) => (await fetch(`${adminUrl}/tape`)).text()),
  );
  return tapes.flatMap(recordsOf).filter(keep).map(fateOf).toSorted();
}

async function run(
  concurrent: boolean,
  { workers = 1, numbered = false, scenario = SCENARIO } = {},
) {
  const proxies = await Promise.all(
    Array.from({ length: workers }, () => startChaosProxy(upstream.url, scenario)),
  );
  const proxyOf = (shift: number) => (step: number) =>
    proxies[(step + shift) % workers] as ChaosProxy;
  try {
    const clients = SESSIONS.map(
      (session, index) => () => client(session, proxyOf(index), numbered),
    );
    if (concurrent) await Promise.all(clients.map((start) => start()));
    else for (const start of clients) await start();
    // A burst goes by the ordinal of the request in its session, which several workers do not share.
    return await fates(proxies, ({ path }) => workers === 1 || path !== '/burst');
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.close()));
  }
}

describe('the tapes of 64 clients', () => {
  test('hold the same faults whether they call one after the other or all at once', async () => {
    const alone = await run(false);
    const together = await run(true);
    expect(alone.length).toBe(SESSIONS.length * STEPS.length);
    expect(together).toEqual(alone);
    expect(new Set(alone.map((fate) => /"kind":"([a-z-]+)"/.exec(fate)?.[1])).size).toBeGreaterThan(
      4,
    );
  });

  test('hold the same faults behind two workers, where the client numbers its attempts', async () => {
    const withoutBurst = (fate: string) => !fate.includes('/burst');
    const numbered = true;
    const one = (await run(true, { numbered })).filter(withoutBurst);
    expect(await run(true, { workers: 2, numbered })).toEqual(one);
  });

  test('would differ with another seed', async () => {
    expect(await run(true, { scenario: { ...SCENARIO, seed: 7 } as typeof SCENARIO })).not.toEqual(
      await run(true),
    );
  });
});
