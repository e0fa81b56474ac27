import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decisionRecordSchema } from '@chaos-lab/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import { TapeFile } from './tape-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tape-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const never = () => () => {};
const unexpected = (error: Error) => {
  throw error;
};
const records = (n: number) => {
  const engine = testEngine({ rules: [{ rate: 0.5, faults: [{ kind: 'hang' }] }] });
  return Array.from(
    { length: n },
    (_, index) => call(engine, { path: `/ünïcode/${index}` }).record,
  );
};

describe('the tape file', () => {
  it('holds one whole line a record, each fitting the published schema', () => {
    const path = join(folder, 'tape.ndjson');
    const tape = new TapeFile(path, { flushMs: 10, after: never, onError: unexpected });
    const written = records(2_000);
    for (const record of written) tape.write(record);
    const before = readFileSync(path, 'utf8');
    expect(before.length).toBeGreaterThan(100_000);
    expect(before.endsWith('\n')).toBe(true);
    tape.close();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((text) => decisionRecordSchema.parse(JSON.parse(text)))).toEqual(written);
  });

  it('is written when a batch has waited long enough', () => {
    const path = join(folder, 'tape.ndjson');
    const due: (() => void)[] = [];
    const after = (_ms: number, callback: () => void) => {
      due.push(callback);
      return () => {};
    };
    const tape = new TapeFile(path, { flushMs: 10, after, onError: unexpected });
    for (const record of records(2)) tape.write(record);
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(due.length).toBe(1);
    due[0]?.();
    expect(readFileSync(path, 'utf8').split('\n').length).toBe(3);
    tape.close();
  });

  it('ends a line that was cut off before it goes on', () => {
    const path = join(folder, 'tape.ndjson');
    writeFileSync(path, '{"v":1,"id":"cut');
    const tape = new TapeFile(path, { flushMs: 10, after: never, onError: unexpected });
    for (const record of records(1)) tape.write(record);
    tape.close();
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines[0]).toBe('{"v":1,"id":"cut');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ v: 1 });
  });

  it('says once that the disk refuses, and counts what is lost', () => {
    const errors: Error[] = [];
    const tape = new TapeFile('/dev/full', {
      flushMs: 10,
      after: never,
      onError: (error) => errors.push(error),
    });
    const [first, second, third] = records(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no');
    tape.write(first);
    tape.write(second);
    tape.flush();
    tape.write(third);
    expect(errors.map((error) => 'code' in error && error.code)).toEqual(['ENOSPC']);
    expect(tape.lost).toBe(3);
  });

  it('refuses a place that cannot be written', () => {
    expect(() => new TapeFile(folder, { flushMs: 10, after: never, onError: unexpected })).toThrow(
      /--tape: .* cannot be written/,
    );
  });
});
