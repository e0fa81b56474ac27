import { createHash } from 'node:crypto';
import net from 'node:net';
import { expect, test } from 'vitest';
import { bodyCase, startBodies } from '../../support/hell/bodies.ts';
import { inParallel } from '../../support/hell/in-parallel.ts';
import { choices } from '../../support/hell/seeded.ts';
import { strictAnswer } from '../../support/hell/strict-answer.ts';
import { opened } from '../../support/opened.ts';
import { type FaultInput, startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const BODIES = Number(process.env['CHAOS_BODIES'] ?? 150);
const SEED = Number(process.env['CHAOS_HELL_SEED'] ?? 1);
const MS = { distribution: 'constant', ms: 1 } as const;

/** Every fault that lets bytes of the real answer pass, and whether they must all arrive. */
const FAULTS: readonly (readonly [FaultInput | null, 'whole' | 'cut'])[] = [
  [null, 'whole'],
  [null, 'whole'],
  [null, 'whole'],
  [{ kind: 'latency', delay: MS }, 'whole'],
  [{ kind: 'latency', phase: 'after', delay: MS }, 'whole'],
  [{ kind: 'slow-first-token', delay: MS }, 'whole'],
  [{ kind: 'dribble', bytes: 65_536, everyMs: 1 }, 'whole'],
  [{ kind: 'bandwidth', bytesPerS: 1_000_000 }, 'whole'],
  [{ kind: 'duplicate' }, 'whole'],
  [{ kind: 'stale' }, 'whole'],
  [{ kind: 'wrong-value' }, 'whole'],
  [{ kind: 'truncate', fraction: 0.5 }, 'cut'],
  [{ kind: 'truncate', fraction: 0.9, end: 'rst' }, 'cut'],
  [{ kind: 'stall', afterBytes: 10, capMs: 1 }, 'cut'],
];

test.each(WAYS)(
  `${BODIES} bodies from seed ${SEED} on arrive whole or visibly broken: $front, $lanes`,
  async (way) => {
    const upstream = keep(await startBodies());
    const proxy = keep(
      await startWireProxy({
        target: upstream.url,
        ...way,
        timeScale: 1_000,
        fault: ({ path }) => faultOf(Number(path.slice(1)))[0],
      }),
    );
    const seeds = Array.from({ length: BODIES }, (_, index) => SEED + index);
    await inParallel(seeds, 8, async (seed) => {
      const { body, about, clientVersion, isSlowReader } = bodyCase(seed);
      const [fault, expected] = faultOf(seed);
      const what = `${about}, ${fault?.kind ?? 'no fault'}`;
      const { bytes, ended } = await read(proxy.port, seed, clientVersion, isSlowReader);
      const seen = strictAnswer(bytes, 'GET', ended);
      // Without a length HTTP/1.0 knows no end but that of the connection, which a FIN fault is, too.
      if (expected === 'cut' && (clientVersion === '1.0' || body.length < 2)) return;
      if (seen === undefined) {
        expect(expected, `${what}: silence`).toBe('cut');
        return;
      }
      expect(seen.rest.length, what).toBe(0);
      expect(seen.whole, what).toBe(expected === 'whole');
      if (expected === 'whole') expect(hash(seen.body), what).toBe(hash(body));
    });
    expect(proxy.errors).toEqual([]);
    expect(proxy.outcomes).toHaveLength(BODIES);
  },
  120_000,
);

function faultOf(seed: number): (typeof FAULTS)[number] {
  return choices(seed + 0.5).of(FAULTS);
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function read(
  port: number,
  seed: number,
  version: string,
  isSlow: boolean,
): Promise<{ bytes: Buffer; ended: 'fin' | 'rst' | 'none' }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect({ port, host: '127.0.0.1' });
    const isWhole = wholeness();
    const finish = (ended: 'fin' | 'rst' | 'none'): void => {
      socket.destroy();
      resolve({ bytes: Buffer.concat(chunks), ended });
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (isWhole(chunk)) {
        finish('none');
        return;
      }
      if (!isSlow) return;
      socket.pause();
      setImmediate(() => socket.resume());
    });
    socket.on('end', () => finish('fin'));
    socket.on('error', () => finish('rst'));
    socket.write(`GET /${seed} HTTP/${version}\r\nHost: h\r\n\r\n`);
  });
}

/** Whether the pieces so far look like a whole answer on a connection that stays open. */
function wholeness(): (chunk: Buffer) => boolean {
  let bytes = 0;
  let head: Buffer | undefined = Buffer.alloc(0);
  let needed = Infinity;
  let isChunked = false;
  let tail = Buffer.alloc(0);
  return (chunk) => {
    bytes += chunk.length;
    tail = Buffer.concat([tail, chunk.subarray(-LAST_CHUNK.length)]).subarray(-LAST_CHUNK.length);
    if (head !== undefined) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return false;
      const text = head.toString('latin1', 0, end);
      const length = /^content-length: (\d+)/im.exec(text)?.[1];
      if (length !== undefined) needed = end + 4 + Number(length);
      head = undefined;
      isChunked = /^transfer-encoding: chunked/im.test(text);
    }
    return isChunked ? tail.equals(LAST_CHUNK) : bytes >= needed;
  };
}

const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n');
