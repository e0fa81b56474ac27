import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { startUpstream } from '../../support/upstream.ts';
import { startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const BYTES = 400_000;
const body = randomBytes(BYTES);
const path = { folder: '', file: '' };

beforeAll(async () => {
  path.folder = await mkdtemp(join(tmpdir(), 'pieces-'));
  path.file = join(path.folder, 'body');
  await writeFile(path.file, body);
});
afterAll(() => rm(path.folder, { recursive: true }));

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  test('an answer in pieces that fill the client arrives whole, twice on one connection', async () => {
    const upstream = keep(
      await startUpstream((_request, response) => void createReadStream(path.file).pipe(response)),
    );
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let call = 0; call < 2; call += 1) {
      const { bytes, hash } = await slowly(proxy.url, agent);
      expect(bytes).toBe(BYTES);
      expect(hash).toBe(createHash('sha256').update(body).digest('hex'));
    }
    agent.destroy();
    expect(proxy.outcomes.map(({ end }) => end)).toEqual(['complete', 'complete']);
  });
});

/** Reads an answer after its first pieces have filled every buffer on the way. */
function slowly(url: string, agent: http.Agent): Promise<{ bytes: number; hash: string }> {
  return new Promise((resolve, reject) => {
    const asked = http.get(url, { agent }, (answer) => {
      const hash = createHash('sha256');
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        hash.update(chunk);
        answer.pause();
        setImmediate(() => answer.resume());
      });
      answer.on('end', () => resolve({ bytes, hash: hash.digest('hex') }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
  });
}
