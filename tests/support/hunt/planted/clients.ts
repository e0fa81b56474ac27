import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InvariantName } from '../../../../services/runner/src/trial/invariants/index.ts';
import type { Send, SendOptions, Sent } from './send.ts';

/** A task. It resolves where the client says success, and rejects where it says failure. */
type Task = (send: Send) => Promise<void>;

/** A small client with one defect, and the same without it. */
type Planted = {
  readonly name: string;
  readonly bug: Task;
  readonly mended: Task;
  /** Kinds of faults among which it is found. */
  readonly faults: readonly string[];
  readonly k: number;
  /** Whether its task ends with a payment. */
  readonly paid?: true;
  /** What is found: invariant, and faults in the smallest set. */
  readonly found: { readonly invariant: InvariantName; readonly size: number };
};

class Failed extends Error {}

const ORDER = { item: 'teapot' };
const isGood = ({ status, json }: Sent): boolean =>
  status >= 200 && status < 300 && json?.['id'] !== undefined;

/** One request of a retry loop, or undefined where nothing whole came back. */
const tried = (send: Send, method: string, path: string, options?: SendOptions) =>
  send(method, path, options).catch(() => undefined);

/** Tries until the answer is good; every wait is what was asked for. */
async function until(
  tries: number,
  once: () => Promise<Sent | undefined>,
  good: (answer: Sent) => boolean = isGood,
): Promise<Sent> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const answer = await once();
    if (answer !== undefined && good(answer)) return answer;
    if (answer !== undefined && answer.retryAfterMs > 0) await sleep(answer.retryAfterMs);
  }
  throw new Failed('gave up');
}

const post = (send: Send, key?: string): Promise<Sent | undefined> =>
  tried(send, 'POST', '/orders', { body: ORDER, ...(key === undefined ? {} : { key }) });

/** More tries than any set here has faults. */
const ENOUGH = 5;

const placeOnce: Task = async (send) => {
  const key = randomUUID();
  await until(ENOUGH, () => post(send, key));
};

const LOSSES = ['http-503', 'reset', 'reset@after', 'http-503@after'];

export const PLANTED: readonly Planted[] = [
  {
    name: 'sends a write again without a key',
    faults: [...LOSSES, 'truncate'],
    k: 3,
    found: { invariant: 'duplicate', size: 1 },
    async bug(send) {
      await until(ENOUGH, () => post(send));
    },
    mended: placeOnce,
  },
  {
    name: 'makes a new key for each try',
    faults: LOSSES,
    k: 3,
    found: { invariant: 'duplicate', size: 1 },
    async bug(send) {
      await until(ENOUGH, () => post(send, randomUUID()));
    },
    mended: placeOnce,
  },
  {
    name: 'tries a refusal again',
    faults: ['http-422', 'http-503', 'reset'],
    k: 3,
    found: { invariant: 'retried-refusal', size: 1 },
    async bug(send) {
      const key = randomUUID();
      await until(ENOUGH, () => post(send, key));
    },
    async mended(send) {
      const key = randomUUID();
      const answer = await until(
        ENOUGH,
        () => post(send, key),
        (one) => isGood(one) || one.status === 422,
      );
      if (!isGood(answer)) throw new Failed('refused');
    },
  },
  {
    name: 'gives up and leaves an order',
    faults: LOSSES,
    k: 3,
    found: { invariant: 'false-failure', size: 1 },
    async bug(send) {
      await until(1, () => post(send, randomUUID()));
    },
    mended: placeOnce,
  },
  {
    name: 'takes a 200 that it cannot read for success',
    faults: ['empty-body', 'error-in-200', 'http-503'],
    k: 3,
    found: { invariant: 'false-success', size: 1 },
    async bug(send) {
      const key = randomUUID();
      await until(
        ENOUGH,
        () => post(send, key),
        ({ status }) => status < 300,
      );
    },
    mended: placeOnce,
  },
  {
    name: 'answers one failure with a storm of requests',
    faults: ['http-503', 'reset'],
    k: 2,
    found: { invariant: 'endless', size: 1 },
    async bug(send) {
      const key = randomUUID();
      await until(ENOUGH, async () => {
        const answer = await post(send, key);
        if (answer !== undefined && isGood(answer)) return answer;
        for (let poll = 0; poll < 20; poll += 1) await tried(send, 'GET', '/items');
        return answer;
      });
    },
    async mended(send) {
      const key = randomUUID();
      await until(ENOUGH, async () => {
        const answer = await post(send, key);
        if (answer === undefined || !isGood(answer)) await tried(send, 'GET', '/items');
        return answer;
      });
    },
  },
  {
    name: 'does not wait as long as Retry-After asks',
    faults: ['http-429', 'reset'],
    k: 2,
    found: { invariant: 'too-early', size: 1 },
    async bug(send) {
      const key = randomUUID();
      for (let attempt = 1; attempt <= ENOUGH; attempt += 1) {
        const answer = await post(send, key);
        if (answer !== undefined && isGood(answer)) return;
      }
      throw new Failed('gave up');
    },
    mended: placeOnce,
  },
  {
    name: 'counts its tries one too few, and takes the end of the loop for success',
    faults: ['http-503', 'reset'],
    k: 3,
    found: { invariant: 'false-success', size: 3 },
    async bug(send) {
      const key = randomUUID();
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const answer = await post(send, key);
        if (answer !== undefined && isGood(answer)) return;
        if (attempt === 3) throw new Failed('gave up');
      }
    },
    async mended(send) {
      const key = randomUUID();
      await until(3, () => post(send, key));
    },
  },
  {
    name: 'has a breaker that hides a commit',
    faults: ['http-503', 'reset@after'],
    k: 3,
    found: { invariant: 'false-failure', size: 2 },
    async bug(send) {
      const key = randomUUID();
      let failures = 0;
      await until(ENOUGH, async () => {
        if (failures >= 2) throw new Failed('the breaker is open');
        const answer = await post(send, key);
        if (answer === undefined || !isGood(answer)) failures += 1;
        return answer;
      });
    },
    mended: placeOnce,
  },
  {
    name: 'loses the compensation of what it could not finish',
    faults: ['http-503', 'reset'],
    k: 3,
    paid: true,
    found: { invariant: 'partial', size: 2 },
    bug: (send) => orderAndPay(send, 1),
    mended: (send) => orderAndPay(send, ENOUGH),
  },
  {
    name: 'breaks only where two different operations fail together',
    faults: ['http-503', 'reset'],
    k: 3,
    found: { invariant: 'false-success', size: 2 },
    async bug(send) {
      const key = randomUUID();
      const items = await tried(send, 'GET', '/items');
      const isDegraded = items?.status !== 200;
      const answer = await post(send, key);
      if (answer !== undefined && isGood(answer)) return;
      // Noted for later, as long as the shop is down; nobody ever sends it.
      if (isDegraded) return;
      await until(ENOUGH, () => post(send, key));
    },
    async mended(send) {
      await tried(send, 'GET', '/items');
      await placeOnce(send);
    },
  },
  {
    name: 'waits for less time than the server takes',
    faults: ['latency-400@after', 'reset'],
    k: 2,
    found: { invariant: 'duplicate', size: 1 },
    async bug(send) {
      await until(ENOUGH, () => tried(send, 'POST', '/orders', { body: ORDER, timeoutMs: 150 }));
    },
    async mended(send) {
      const key = randomUUID();
      await until(ENOUGH, () =>
        tried(send, 'POST', '/orders', { body: ORDER, key, timeoutMs: 150 }),
      );
    },
  },
  {
    name: 'writes the time into the body of each try, so that no try looks like another',
    faults: LOSSES,
    k: 2,
    found: { invariant: 'duplicate', size: 1 },
    async bug(send) {
      let tries = 0;
      await until(ENOUGH, () => {
        tries += 1;
        return tried(send, 'POST', '/orders', {
          body: { ...ORDER, at: new Date(Date.now() + tries).toISOString() },
        });
      });
    },
    mended: placeOnce,
  },
];

/** Places an order, pays it with one try, and deletes it where the payment did not go through. */
async function orderAndPay(send: Send, deletions: number): Promise<void> {
  const key = randomUUID();
  const { json } = await until(ENOUGH, () => post(send, key));
  const order = json?.['id'];
  const paid = await tried(send, 'POST', '/payments', { body: { order } });
  if (paid !== undefined && isGood(paid)) return;
  await until(deletions, () => tried(send, 'DELETE', `/orders/${String(order)}`));
  throw new Failed('not paid');
}
