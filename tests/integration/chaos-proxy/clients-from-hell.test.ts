import net from 'node:net';
import { systemClock } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';
import { hellRequest } from '../../support/hell/requests.ts';
import { choices } from '../../support/hell/seeded.ts';
import { strictRequests } from '../../support/hell/strict-requests.ts';
import { opened } from '../../support/opened.ts';
import { startRecordingUpstream } from '../../support/recording-upstream.ts';
import { startWireProxy, WAYS, type WireProxy } from '../../support/wire-proxy.ts';

const keep = opened();
const REQUESTS = Number(process.env['CHAOS_HELL_REQUESTS'] ?? 100);
const SEED = Number(process.env['CHAOS_HELL_SEED'] ?? 1);
const QUIET_MS = 60;

test.each(
  WAYS.flatMap((way) => (['whole', 'in pieces'] as const).map((how) => [way, how] as const)),
)(
  `${REQUESTS} raw requests from seed ${SEED} on: %o, %s`,
  async (way, how) => {
    const seeds = Array.from({ length: REQUESTS }, (_, index) => SEED + index);
    const upstream = keep(await startRecordingUpstream());
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    for (const seed of seeds) {
      const bytes = hellRequest(seed);
      const before = upstream.requests.length;
      const answers = await told(proxy, how === 'whole' ? [bytes] : pieces(bytes, seed));
      const about = `seed ${seed}: ${JSON.stringify(bytes.toString('latin1').slice(0, 400))}`;
      const passed = upstream.requests.slice(before);
      const clear = strictRequests(bytes);
      // Requests in a row may overtake one another; what the upstream sees is what the strict
      // reading gives, or less, and never anything else.
      const left = clear.map(({ method, body }) => JSON.stringify([method, body]));
      for (const { line, body } of passed) {
        const seen = JSON.stringify([line.split(' ')[0], body]);
        expect(left, about).toContain(seen);
        left.splice(left.indexOf(seen), 1);
      }
      expect(answers.match(/HTTP\/1\.1 200 /g)?.length ?? 0, about).toBe(passed.length);
    }
    expect(upstream.leftovers()).toEqual([]);
    expect(proxy.errors).toEqual([]);
    expect((await fetch(proxy.url)).status).toBe(200);
  },
  120_000,
);

function pieces(bytes: Buffer, seed: number): Buffer[] {
  const choose = choices(seed);
  const cuts = Array.from({ length: 1 + choose.below(4) }, () => choose.below(bytes.length));
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

/** Sends the pieces in packets of their own; what came back once it has ended, or is quiet. */
async function told(
  { port, open }: Pick<WireProxy, 'port' | 'open'>,
  parts: readonly Buffer[],
): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let text = '';
  let at = systemClock.now();
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    at = systemClock.now();
  });
  socket.on('error', () => {});
  for (const part of parts) {
    await new Promise<void>((resolve) => socket.write(part, () => resolve()));
    await systemClock.sleep(parts.length > 1 ? 2 : 0);
  }
  const isQuiet = (): boolean => open() === 0 && systemClock.now() - at > QUIET_MS;
  while (!socket.closed && !isQuiet()) await systemClock.sleep(5);
  socket.destroy();
  return text;
}
