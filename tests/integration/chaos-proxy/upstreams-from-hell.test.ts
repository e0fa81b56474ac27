import net from 'node:net';
import { systemClock } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';
import { targetOf } from '../../../services/chaos-proxy/src/upstream/index.ts';
import { type HellAnswer, hellAnswer } from '../../support/hell/answers.ts';
import { strictAnswer } from '../../support/hell/strict-answer.ts';
import { inParallel } from '../../support/hell/in-parallel.ts';
import { opened } from '../../support/opened.ts';
import { rawExchange, request } from '../../support/raw-client.ts';
import { type FaultInput, startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const ANSWERS = Number(process.env['CHAOS_HELL_ANSWERS'] ?? 60);
const SEED = Number(process.env['CHAOS_HELL_SEED'] ?? 1);
/** Longest time that an exchange may take: the upstream ends every connection sooner. */
const BOUND_MS = 15_000;
const OPEN_MS = 300;
const OWN = /^(?:date|connection|keep-alive|transfer-encoding|content-length):/i;

const FAULTS: readonly (FaultInput | undefined)[] = [
  undefined,
  { kind: 'latency', phase: 'after', delay: { distribution: 'constant', ms: 1 } },
  { kind: 'duplicate' },
  { kind: 'wrong-value' },
];

async function startHell() {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const { bytes: answer, then } = hellAnswer(
        Number(/ \/(\d+)/.exec(bytes.toString('latin1'))?.[1]),
      );
      const end = (): void => {
        if (then === 'rst') socket.resetAndDestroy();
        else if (then === 'fin') socket.end();
        else setTimeout(() => socket.destroy(), OPEN_MS).unref();
      };
      if (answer.length === 0) end();
      else socket.write(answer, end);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, close };
}

test.each(WAYS.flatMap((way) => FAULTS.map((fault) => [way, fault] as const)))(
  `${ANSWERS} raw answers from seed ${SEED} on: %o under %o`,
  async (way, fault) => {
    const hell = keep(await startHell());
    const target = targetOf(new URL(hell.url), { timeoutMs: 2_000 });
    const proxy = keep(await startWireProxy({ target, ...way, ...(fault && { fault }) }));
    const seeds = Array.from({ length: ANSWERS }, (_, index) => SEED + index);
    await inParallel(seeds, 16, async (seed) => {
      const answer = hellAnswer(seed);
      // A connection that another answer has just ended may take a request with it: asked again.
      for (let tries = 1; ; tries += 1) {
        const ask = request(`GET /${seed} HTTP/1.1`);
        const asked = rawExchange(proxy.port, ask, { until: isWhole });
        const result = await Promise.race([asked, systemClock.sleep(BOUND_MS).then(() => null)]);
        if (result === null) throw new Error(`${answer.about}: no end in ${BOUND_MS} ms`);
        if (answer.body !== null && tries < 4 && result.text.includes('upstream-reset')) continue;
        check(answer, result.bytes, result.ended, fault === undefined);
        return;
      }
    });
    expect(proxy.errors).toEqual([]);
    expect(proxy.outcomes.length).toBeGreaterThanOrEqual(ANSWERS);
    expect(proxy.open()).toBe(0);
    expect((await fetch(`${proxy.url}/0`).then(({ status }) => status)) > 0).toBe(true);
  },
  120_000,
);

function check(
  answer: HellAnswer,
  bytes: Buffer,
  ended: 'fin' | 'rst' | 'none',
  isPlain: boolean,
): void {
  const { about } = answer;
  const seen = strictAnswer(bytes, 'GET', ended);
  if (seen === undefined) {
    expect(ended === 'rst' || answer.isCut, `${about}: silence`).toBe(true);
    return;
  }
  expect(seen.rest.length, `${about}: bytes behind the answer`).toBe(0);
  const isOwn = seen.fields.some((field) =>
    /^content-type: application\/problem\+json/i.test(field),
  );
  if (isOwn) {
    expect(seen.status, about).toBeGreaterThanOrEqual(500);
    expect(answer.body, `${about}: a good answer was refused`).toBeNull();
    return;
  }
  if (answer.isCut) expect(seen.whole, `${about}: a cut shown as whole`).toBe(false);
  const sent = new Set(answer.bytes.toString('latin1').split('\r\n').map(normal));
  for (const field of seen.fields) {
    if (!OWN.test(field)) expect(sent.has(normal(field)), `${about}: ${field}`).toBe(true);
  }
  if (isPlain && answer.body !== null) {
    expect([seen.whole, seen.body.toString('latin1')], about).toEqual([true, answer.body]);
  }
}

/** Whether the connection, which stays open, has brought a whole answer. */
function isWhole(text: string): boolean {
  try {
    return strictAnswer(Buffer.from(text, 'latin1'), 'GET', 'none')?.whole ?? false;
  } catch {
    return false;
  }
}

/** A field without the blanks around its value. */
function normal(field: string): string {
  const colon = field.indexOf(':');
  return `${field.slice(0, colon)}:${field.slice(colon + 1).trim()}`;
}
