import { fork } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import {
  ask,
  longBody,
  readLong,
  standstill,
  startLongUpstream,
  type Sum,
} from '../../support/large-bodies.ts';
import { opened } from '../../support/opened.ts';
import { residentMb, watchMemory } from '../../support/resident-memory.ts';

const keep = opened();
const MIB = 1024 * 1024;
// LONG_BODY_MIB=1024 sends a gibibyte each way on each lane, which takes a minute.
const BYTES = Number(process.env['LONG_BODY_MIB'] ?? 256) * MIB;
const CARELESS = fileURLToPath(
  new URL('../../support/processes/careless-proxy.mjs', import.meta.url),
);
// Garbage of the young generation between two collections; it does not follow the size of the body.
const GROWTH_MB = 128;
// What four ends of sockets in the kernel and the streams behind them hold when nobody reads.
const IN_FLIGHT_MB = 96;
// Only the full lane can carry trailer fields, so a request that announces some takes it.
const LANES = [
  ['lean', {}],
  ['full', { Trailer: 'X-Sum', 'Transfer-Encoding': 'chunked' }],
] as const;

type Result = { readonly grownMb: number; readonly heldMb: number; readonly sum: Sum };

/** Sends a long body down or up through a proxy, past a reader that pauses once. */
async function carry(
  way: 'down' | 'up',
  bytes: number,
  headers: Record<string, string>,
  start: (target: string) => Promise<{ url: string; pid: number }>,
): Promise<Result & { sent: Sum }> {
  let heldMb = 0;
  let sent = (): number => 0;
  const paused = async (received: number): Promise<void> => {
    heldMb = ((await standstill(sent)) - received) / MIB;
  };
  const upstream = keep(await startLongUpstream(bytes / 4, paused));
  const proxy = await start(upstream.url);
  // A first megabyte loads what is loaded once.
  await readLong(await ask(`${proxy.url}/${MIB}`, { headers }, undefined), MIB, async () => {});
  const idle = residentMb(proxy.pid);
  const watch = watchMemory(proxy.pid);
  try {
    const up = way === 'up' ? longBody(bytes) : undefined;
    if (up !== undefined) sent = up.sent;
    const chunked = { ...headers, 'Transfer-Encoding': 'chunked' };
    const answer = await ask(
      `${proxy.url}/${bytes}`,
      up === undefined ? { headers } : { method: 'POST', headers: chunked },
      up?.stream,
    );
    if (up === undefined) sent = upstream.sending().sent;
    const sum =
      up === undefined ? await readLong(answer, bytes / 4, paused) : ((await json(answer)) as Sum);
    return {
      grownMb: watch.peakMb() - idle,
      heldMb,
      sum,
      sent: (up ?? upstream.sending()).sum(),
    };
  } finally {
    watch.stop();
  }
}

async function chaosProxy(target: string): Promise<{ url: string; pid: number }> {
  const proxy = await spawnChaosProxy(target);
  keep({ close: async () => void (await proxy.stop()) });
  return proxy;
}

async function carelessProxy(target: string): Promise<{ url: string; pid: number }> {
  const child = fork(CARELESS, [target]);
  keep({
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  });
  const port = await new Promise((resolve) => child.once('message', resolve));
  return { url: `http://127.0.0.1:${String(port)}`, pid: Number(child.pid) };
}

describe.skipIf(process.platform !== 'linux')('a long body past a reader that pauses', () => {
  describe.each(LANES)('on the %s lane', (_lane, headers) => {
    test.each(['down', 'up'] as const)('goes %s whole and leaves memory flat', async (way) => {
      const { grownMb, heldMb, sum, sent } = await carry(way, BYTES, headers, chaosProxy);
      expect(sum).toEqual({ ...sent, bytes: BYTES });
      expect(heldMb).toBeLessThan(IN_FLIGHT_MB);
      expect(grownMb).toBeLessThan(GROWTH_MB);
    });
  });

  test.each(['down', 'up'] as const)('would show where a proxy does not wait: %s', async (way) => {
    const { grownMb, heldMb } = await carry(way, 256 * MIB, {}, carelessProxy);
    expect(heldMb).toBeGreaterThan(IN_FLIGHT_MB);
    expect(grownMb).toBeGreaterThan(GROWTH_MB);
  });
});
