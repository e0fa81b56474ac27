import { systemClock } from '@chaos-lab/service-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createForwarder, targetOf } from '../../../services/chaos-proxy/src/upstream/index.ts';
import type { Forwarder } from '../../../services/chaos-proxy/src/upstream/forwarder.ts';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { until } from '../../support/until.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';
import { type FaultInput, startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const ASK = {
  get: request('GET /x HTTP/1.1', ['Connection: close']),
  upload: request(
    'POST /x HTTP/1.1',
    ['Content-Length: 70000', 'Connection: close'],
    'x'.repeat(70_000),
  ),
  websocket: request('GET /x HTTP/1.1', [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ]),
};
const ASKED = Object.keys(ASK) as (keyof typeof ASK)[];
const FAULTS: readonly (FaultInput | undefined)[] = [
  undefined,
  { kind: 'http-error', status: 503 },
  { kind: 'http-error', status: 503, phase: 'after' },
  { kind: 'latency', delay: { distribution: 'constant', ms: 1 } },
  { kind: 'latency', phase: 'after', delay: { distribution: 'constant', ms: 1 } },
  { kind: 'truncate', fraction: 0.5 },
  { kind: 'dribble', bytes: 7, everyMs: 1 },
  { kind: 'duplicate' },
  { kind: 'stale' },
  { kind: 'reset', phase: 'after' },
  { kind: 'stall', afterBytes: 1, capMs: 1 },
];

/** Throws at the n-th thing that is asked of whatever it stands before. */
class Trap {
  left = Infinity;
  sprung = false;

  before<T extends object>(inner: T): T {
    return new Proxy(inner, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') {
          this.#step(String(name));
          return value;
        }
        return (...args: unknown[]): unknown => {
          // A record that was not completed would be open for ever: what throws there does so late.
          const done: unknown = name === 'settle' && Reflect.apply(value, target, args);
          this.#step(String(name));
          return name === 'settle' ? done : Reflect.apply(value, target, args);
        };
      },
    });
  }

  #step(name: string): void {
    this.left -= 1;
    if (this.left !== 0) return;
    this.sprung = true;

    throw new Error(`trap at ${name}`);
  }
}

/** A forwarder whose answers and controls are behind the trap as well. */
function trapped(trap: Trap, inner: Forwarder): Forwarder {
  return trap.before({
    ...inner,
    forward: (outbound, sink) =>
      trap.before(
        inner.forward(outbound, {
          interim: (status, headers) => sink.interim(status, headers),
          head: (head, flow) => sink.head(trap.before(head), trap.before(flow)),
          data: (chunk) => sink.data(chunk),
          end: (trailers) => sink.end(trap.before([...trailers])),
          fail: (failure) => sink.fail(trap.before(failure)),
        }),
      ),
    upgrade: (asked, events) => inner.upgrade(asked, events),
  } satisfies Forwarder);
}

let upstream: Upstream;
const strays: unknown[] = [];
const note = (error: unknown): void => void strays.push(error);
beforeAll(async () => {
  upstream = await startUpstream();
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});
afterAll(async () => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  await upstream.close();
});

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  test.each(FAULTS.flatMap((fault) => ASKED.map((ask) => [ask, fault] as const)))(
    '%s under %o: whatever throws, the next request is served',
    async (ask, fault) => {
      const trap = new Trap();
      const inner = createForwarder(targetOf(new URL(upstream.url)), way.lanes);
      const proxy = keep(
        await startWireProxy({
          target: upstream.url,
          front: way.front,
          forwarder: trapped(trap, inner),
          clock: trap.before({ ...systemClock }),
          ruling: (ruling) => trap.before(ruling),
          keepAnswers: true,
          timeScale: 1,
          fault: (facts) => (facts.path === '/x' ? (fault ?? null) : null),
        }),
      );
      for (let step = 1; ; step += 1) {
        const before = { errors: proxy.errors.length, outcomes: proxy.outcomes.length };
        trap.sprung = false;
        trap.left = step;
        await rawExchange(proxy.port, ASK[ask]);
        if (!trap.sprung) break;
        trap.left = Infinity;
        expect(proxy.errors.length, `step ${step}`).toBeGreaterThan(before.errors);
        const { text } = await rawExchange(
          proxy.port,
          request('GET /y HTTP/1.1', ['Connection: close']),
        );
        expect(text, `step ${step}`).toMatch(/^HTTP\/1\.1 200 /);
        await until('both records', () => proxy.open() === 0);
        const broken = proxy.outcomes.slice(before.outcomes, -1);
        for (const { end } of broken)
          expect(['proxy-failed', 'complete', 'injected']).toContain(end);
        expect(step).toBeLessThan(200);
      }
      expect(proxy.outcomes.filter(({ end }) => end === 'proxy-failed').length).toBeGreaterThan(0);
      expect(strays).toEqual([]);
      await inner.close();
    },
  );

  test('a decision that throws breaks its request only', async () => {
    const proxy = keep(
      await startWireProxy({
        target: upstream.url,
        ...way,
        fault({ path }) {
          if (path === '/x') throw new Error('no decision');
          return null;
        },
      }),
    );
    const { text } = await rawExchange(proxy.port, ASK.get);
    expect(text).toBe('');
    expect(String(proxy.errors)).toContain('no decision');
    expect((await fetch(proxy.url)).status).toBe(200);
  });
});
