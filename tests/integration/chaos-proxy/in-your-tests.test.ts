import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ChaosProxy,
  chaosAssert,
  chaosMatchers,
  createChaosProxy,
} from '../../../services/chaos-proxy/src/library/index.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';

/** What a matcher says where it does not hold; the empty text where it does. */
function complaint(name: keyof typeof chaosMatchers, ...args: readonly unknown[]): string {
  const assert = chaosAssert[name] as (...given: readonly unknown[]) => void;
  try {
    assert(...args);
    return '';
  } catch (error) {
    expect(error).toHaveProperty('name', 'AssertionError');
    return (error as Error).message;
  }
}

let upstream: Upstream;
let proxy: ChaosProxy;
beforeEach(async () => {
  upstream = await startUpstream((_request, response) => {
    response.statusCode = 201;
    response.setHeader('Content-Type', 'application/json');
    response.end('{"id":7}');
  });
  proxy = await createChaosProxy({ target: upstream.url });
});
afterEach(async () => {
  await proxy.close();
  await upstream.close();
});

type Client = {
  readonly tries?: number;
  readonly key?: () => string;
  readonly body?: () => object;
  readonly waitMs?: number;
};

/** A client that tries an order again after whatever failed. */
async function order(url: string, { tries = 3, key, body, waitMs = 0 }: Client = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${url}/orders`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(key && { 'Idempotency-Key': key() }) },
      body: JSON.stringify(body?.() ?? { pet: 1 }),
    }).catch(() => null);
    if (answer?.ok === true || attempt === tries) return answer?.status;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
const ORDER = 'POST /orders';

describe('a proxy in a test', () => {
  test('fails the next call as it is told, and no other', async () => {
    proxy.failNext(ORDER, 'http-503');
    expect(await order(proxy.url)).toBe(201);
    expect(proxy.calls(ORDER).map(({ attempts }) => attempts.map(({ status }) => status))).toEqual([
      [503, 201],
    ]);
    expect(await order(proxy.url)).toBe(201);
    expect(upstream.seen).toHaveLength(2);
  });

  test('takes what fails next in the order in which it was asked for', async () => {
    proxy.failNext(ORDER, 'http-503');
    proxy.failNext(ORDER, { kind: 'http-error', status: 418 }, 2);
    await order(proxy.url, { tries: 4 });
    const statuses = proxy.calls().flatMap(({ attempts }) => attempts.map(({ status }) => status));
    expect(statuses).toEqual([503, 418, 418, 201]);
  });

  test('keeps sessions apart: what one breaks, the other does not meet', async () => {
    const [a, b] = [proxy.session('a'), proxy.session()];
    a.failNext(ORDER, 'http-500', 9);
    expect([await order(a.url), await order(b.url)]).toEqual([500, 201]);
    expect([a.calls().length, b.calls().length]).toEqual([1, 1]);
    a.reset();
    expect(a.calls()).toEqual([]);
    expect(await order(a.url)).toBe(201);
    expect(b.calls()).toHaveLength(1);
  });

  test('ends with its block, and leaves no listener', async () => {
    let url = '';
    {
      await using own = await createChaosProxy({ target: upstream.url });
      ({ url } = own);
      expect(await order(url)).toBe(201);
    }
    await expect(fetch(url)).rejects.toThrow();
  });

  test('two with one seed break the same calls', async () => {
    const options = { target: upstream.url, seed: 9, rate: 0.4, faults: ['http-503'] };
    const seen = async (): Promise<unknown[]> => {
      await using own = await createChaosProxy(options);
      const { url } = own.session('s');
      const statuses: unknown[] = [];
      for (let call = 0; call < 30; call += 1) statuses.push(await order(url, { tries: 1 }));
      return statuses;
    };
    const first = await seen();
    expect(new Set(first)).toEqual(new Set([503, 201]));
    expect(await seen()).toEqual(first);
  });

  test.each([
    [{ target: 'localhost' }, 'target: localhost is no address: expected http://HOST:PORT'],
    [{ seed: -1 }, 'seed: -1 is no seed'],
    [{ rate: 0.5 }, 'faults and rate go together'],
    [{ rate: 7, faults: ['hang'] }, 'rate: 7: expected 0 to 1'],
    [{ rate: 1, faults: ['hagn'] }, 'unknown fault'],
    [{ scenario: { rules: [] }, rate: 1 }, 'give either a scenario, or faults and rate'],
    [{ scenario: { rules: 7 as never } }, 'rules'],
    [{ openapi: 'nonsense: [' }, 'openapi'],
  ])('%j is refused: %s', async (options, problem) => {
    const given = { target: upstream.url, ...options };
    await expect(createChaosProxy(given)).rejects.toThrow(problem);
  });

  test('a fault that is none is refused where it is asked for', () => {
    expect(() => proxy.failNext(ORDER, 'hagn')).toThrow('unknown fault');
    expect(() => proxy.session('a/b')).toThrow('a/b is no name of a session');
  });
});

describe('matchers', () => {
  test('toHaveAttempted counts tries, and says what each met', async () => {
    proxy.failNext(ORDER, 'http-503');
    await order(proxy.url);
    expect(complaint('toHaveAttempted', proxy, ORDER, 2)).toBe('');
    expect(complaint('toHaveAttempted', proxy, ORDER)).toBe('');
    expect(complaint('toHaveAttempted', proxy, ORDER, 3)).toBe(
      'expected POST /orders to be attempted 3 times, but saw 2: POST /orders (http-error before: 503, 201)',
    );
    expect(complaint('toHaveAttempted', proxy, 'GET /x')).toContain('only POST /orders');
  });

  test('toHaveNoDuplicates finds the write that is done twice', async () => {
    proxy.failNext(ORDER, 'reset@after');
    await order(proxy.url);
    expect(complaint('toHaveNoDuplicates', proxy)).toBe(
      'expected no write to be done more than once, but saw POST /orders done 2 times',
    );
    proxy.reset();
    const key = randomUUID();
    proxy.failNext(ORDER, 'reset@after');
    await order(proxy.url, { key: () => key });
    expect(complaint('toHaveNoDuplicates', proxy)).toBe('');
  });

  test('toHaveKeptKey finds a key that is made anew for each try, and a key that is missing', async () => {
    proxy.failNext(ORDER, 'http-503');
    const key = randomUUID();
    await order(proxy.url, { key: () => key });
    expect(complaint('toHaveKeptKey', proxy, ORDER)).toBe('');
    proxy.reset();
    proxy.failNext(ORDER, 'http-503');
    await order(proxy.url, { key: () => randomUUID() });
    expect(complaint('toHaveKeptKey', proxy, ORDER)).toContain('to keep its Idempotency-Key');
    proxy.reset();
    await order(proxy.url);
    expect(complaint('toHaveKeptKey', proxy, ORDER)).toContain('the keys none');
    expect(complaint('toHaveKeptKey', proxy, 'GET /x')).toContain('no call of it');
  });

  test('toHaveSentSameBody names the place that changes from try to try', async () => {
    proxy.failNext(ORDER, 'http-503');
    await order(proxy.url);
    expect(complaint('toHaveSentSameBody', proxy, ORDER)).toBe('');
    proxy.reset();
    proxy.failNext(ORDER, 'http-503');
    await order(proxy.url, { body: () => ({ pet: 1, requestId: randomUUID() }) });
    expect(complaint('toHaveSentSameBody', proxy, ORDER)).toContain('which differ at /requestId');
  });

  test('toHaveHonouredRetryAfter finds a client that comes back too early', async () => {
    const fault = { kind: 'http-error', status: 429, retryAfter: { seconds: 0.2 } } as const;
    proxy.failNext(ORDER, fault as never);
    await order(proxy.url, { waitMs: 10 });
    expect(complaint('toHaveHonouredRetryAfter', proxy)).toMatch(
      /POST \/orders again after \d+ of 200 ms/,
    );
    proxy.reset();
    proxy.failNext(ORDER, fault as never);
    await order(proxy.url, { waitMs: 230 });
    expect(complaint('toHaveHonouredRetryAfter', proxy, ORDER)).toBe('');
    proxy.reset();
    expect(complaint('toHaveHonouredRetryAfter', proxy)).toContain('no try after an answer');
  });

  test('fit expect.extend, negated as well', async () => {
    expect.extend(chaosMatchers as never);
    const extended = expect(proxy) as unknown as {
      toHaveNoDuplicates(): void;
      not: { toHaveAttempted(operation: string): void };
    };
    extended.toHaveNoDuplicates();
    extended.not.toHaveAttempted(ORDER);
    expect(() => chaosMatchers.toHaveNoDuplicates('proxy' as never)).toThrow('got no chaos proxy');
  });
});
