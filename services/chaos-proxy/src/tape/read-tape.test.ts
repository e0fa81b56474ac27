import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import { line } from './ndjson.ts';
import { type BadLine, readTape } from './read-tape.ts';

async function read(chunks: (string | Uint8Array)[]) {
  const ids: string[] = [];
  const bad: BadLine[] = [];
  async function* stream() {
    yield* chunks;
  }
  await readTape(stream(), {
    onRecord: (record) => ids.push(record.id),
    onBadLine: (one) => bad.push(one),
  });
  return { ids, bad };
}

const engine = testEngine({ rules: [{ rate: 0.5, faults: [{ kind: 'hang' }] }] });
const records = Array.from({ length: 5 }, () => call(engine, { path: '/ü' }).record);
const text = records.map(line).join('');

describe('a tape that is read', () => {
  it('comes in pieces of any size, also through the middle of a character', async () => {
    const bytes = Buffer.from(text);
    const pieces = Array.from({ length: bytes.length }, (_, index) =>
      bytes.subarray(index, index + 1),
    );
    expect(await read(pieces)).toEqual({ ids: records.map(({ id }) => id), bad: [] });
  });

  it('may be cut off in the middle of a line: that line is reported and the rest used', async () => {
    const { ids, bad } = await read([text.slice(0, -40)]);
    expect(ids).toEqual(['d1', 'd2', 'd3', 'd4']);
    expect(bad).toEqual([{ line: 5, message: 'not JSON: cut off or broken' }]);
  });

  it('says which line is no decision, and why', async () => {
    const { ids, bad } = await read([`{"v":2}\n\n${text}[]\n`]);
    expect(ids.length).toBe(5);
    expect(bad.map((one) => one.line)).toEqual([1, 8]);
    expect(bad[0]?.message).toContain('no decision: /v');
  });

  it('gives up on a line without end', async () => {
    const { bad } = await read(['x'.repeat(600_000), 'x'.repeat(600_000), '\n', text]);
    expect(bad).toEqual([{ line: 1, message: 'longer than 1000000 characters' }]);
  });
});
