import type { DecisionRecord } from '@chaos-lab/contracts';
import { expect, test, vi } from 'vitest';
import { recordsOf } from '../../support/chaos-proxy.ts';
import { spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { startUpstream } from '../../support/upstream.ts';

// Starting processes takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SESSIONS = Array.from({ length: 24 }, (_, index) => `s-${index}`);
const CALLS = ['/a', '/b', '/a', '/a', '/b'];

const fateOf = ({ session, operation, attempt, draws, fault, parameters }: DecisionRecord) =>
  JSON.stringify({ session, operation, attempt, draws, fault, parameters });

/** The merged tapes of new processes; `workerOf` says which one takes a call of a session. */
async function fates(
  target: string,
  workers: number,
  order: readonly string[],
  workerOf: (session: number, call: number) => number,
  seed = '42',
): Promise<string[]> {
  const args = [
    '--seed',
    seed,
    '--rate',
    '0.5',
    '--faults',
    'http-503,reset',
    '--log-level',
    'warn',
  ];
  const proxies = await Promise.all(
    Array.from({ length: workers }, () => spawnChaosProxy(target, args)),
  );
  try {
    const client = async (session: string): Promise<void> => {
      for (const [call, path] of CALLS.entries()) {
        const proxy = proxies[workerOf(SESSIONS.indexOf(session), call)];
        const headers = { 'Chaos-Session': session };
        await fetch(`${proxy?.url}${path}`, { headers }).then(
          (answer) => answer.text(),
          () => 'broken',
        );
      }
    };
    await Promise.all(order.map(client));
    const tapes = proxies.map(async ({ adminUrl }) => (await fetch(`${adminUrl}/tape`)).text());
    return (await Promise.all(tapes)).flatMap(recordsOf).map(fateOf).toSorted();
  } finally {
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  }
}

test('two processes and a restarted one decide as one does, where a session keeps to its process', async () => {
  const upstream = await startUpstream();
  try {
    const one = await fates(upstream.url, 1, SESSIONS, () => 0);
    const shuffled = SESSIONS.map((_, index) =>
      String(SESSIONS[(index * 7 + 5) % SESSIONS.length]),
    );
    expect(one).toHaveLength(SESSIONS.length * CALLS.length);
    expect(await fates(upstream.url, 2, shuffled, (session) => session % 2)).toEqual(one);
    expect(await fates(upstream.url, 1, shuffled, () => 0)).toEqual(one);
    expect(await fates(upstream.url, 1, SESSIONS, () => 0, '43')).not.toEqual(one);
    // Each process counts for itself: the affinity is needed.
    expect(await fates(upstream.url, 2, SESSIONS, (_session, call) => call % 2)).not.toEqual(one);
  } finally {
    await upstream.close();
  }
});
