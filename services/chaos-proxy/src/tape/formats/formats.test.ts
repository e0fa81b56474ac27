import {
  CALL_ENDS,
  type DecisionRecord,
  decisionRecordSchema,
  FAULT_KINDS,
  FAULT_PHASES,
  faultSchema,
} from '@chaos-lab/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChaosEntry } from './har-entry.ts';
import { TAPE_FORMATS } from './index.ts';

/** The faults that need nothing but their kind. */
const FAULTS = FAULT_KINDS.flatMap((kind) => {
  const fault = faultSchema.safeParse({ kind });
  return fault.success ? [fault.data] : [];
});

const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const status = fc.option(fc.integer({ min: 200, max: 599 }));
const ms = fc.option(fc.double({ min: 0, max: 100_000, noNaN: true }));

const record: fc.Arbitrary<DecisionRecord> = fc
  .record({
    session: name,
    // What a client sends as a path may hold anything but blanks.
    path: fc.string({ unit: 'binary' }).map((text) => `/${text.replaceAll(/\s/g, '')}`),
    operation: fc.string({ minLength: 1 }),
    attempt: fc.integer({ min: 1, max: 9 }),
    fault: fc.option(fc.constantFrom(...FAULTS)),
    phaseAt: fc.nat(),
    status,
    upstreamStatus: status,
    upstreamMs: ms,
    durationMs: ms,
    end: fc.option(fc.constantFrom(...CALL_ENDS)),
    startedAt: fc.integer({ min: 0, max: 4e12 }),
  })
  .map(({ phaseAt, fault, ...rest }) => {
    const phases = fault === null ? [] : FAULT_PHASES[fault.kind];
    return decisionRecordSchema.parse({
      ...rest,
      v: 1,
      id: 'x-1',
      run: 'local',
      arm: '-',
      ordinal: 1,
      method: 'GET',
      rule: null,
      rate: 0,
      draws: null,
      fault,
      phase: phases[phaseAt % phases.length] ?? null,
      parameters: {},
      suppressed: null,
      timed: false,
      source: 'seed',
      traceparent: null,
    });
  });

const parsed = (text: string): { log: { version: string; entries: ChaosEntry[] } } =>
  JSON.parse(text) as { log: { version: string; entries: ChaosEntry[] } };

const written = (format: keyof typeof TAPE_FORMATS, records: readonly DecisionRecord[]): string => {
  const writer = TAPE_FORMATS[format].begin({ baseUrl: 'http://upstream.invalid' });
  return records.map((one) => writer.record(one)).join('') + writer.end();
};

describe('a tape as HAR', () => {
  it('has one entry a record, with timings that add up to its time, and the fault beside it', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const { log } = parsed(written('har', records));
        expect(log.version).toBe('1.2');
        expect(log.entries).toHaveLength(records.length);
        for (const [at, entry] of log.entries.entries()) {
          const parts = [entry.timings.send, entry.timings.wait, entry.timings.receive].map(Number);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(entry.time, 6);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
          expect(new URL(entry.request.url).host).toBe('upstream.invalid');
          expect(Date.parse(entry.startedDateTime)).toBe(records[at]?.startedAt);
          expect(entry['_chaos'].fault).toEqual(records[at]?.fault);
          expect(entry.response.status).toBe(records[at]?.status ?? 0);
        }
      }),
    );
  });

  it('takes the query apart', () => {
    const [one] = fc.sample(record, 1);
    const text = written('har', [{ ...(one as DecisionRecord), path: '/a?x=1&x=2%20&y' }]);
    expect(parsed(text).log.entries[0]?.request.queryString).toEqual([
      { name: 'x', value: '1' },
      { name: 'x', value: '2 ' },
      { name: 'y', value: '' },
    ]);
  });
});

/** The lines of a sequence diagram that this format writes, as the grammar of Mermaid has them. */
const LINE =
  /^ {2}(participant \w+( as [\w-]+)?|\w+(-->>|->>|--x|-x)\w+: [^;\n]*(#\d+;[^;\n]*)*|Note over \w+(,\w+)?: [^;\n]*(#\d+;[^;\n]*)*)$/;

describe('a tape as a sequence diagram', () => {
  it('has only lines that the grammar knows, whatever a client called', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        const [first, ...lines] = written('mermaid', records).trimEnd().split('\n');
        expect(first).toBe('sequenceDiagram');
        for (const line of lines) expect(line).toMatch(LINE);
      }),
    );
  });

  it('tells a lost answer from a request that never arrived', () => {
    const [one] = fc.sample(record, 1);
    const lost = {
      ...(one as DecisionRecord),
      operation: 'placeOrder',
      attempt: 1,
      method: 'POST',
      fault: faultSchema.parse({ kind: 'reset' }),
      status: null,
      end: 'injected' as const,
    };
    const after = written('mermaid', [{ ...lost, phase: 'after', upstreamStatus: 200 }]);
    expect(after.split('\n').slice(4, -1)).toEqual([
      '  client->>proxy: POST placeOrder, attempt 1',
      '  proxy->>upstream: POST placeOrder',
      '  upstream-->>proxy: 200',
      '  Note over proxy: reset after',
      '  proxy--xclient: no answer',
    ]);
    const before = written('mermaid', [{ ...lost, phase: 'before', upstreamStatus: null }]);
    expect(before).not.toContain('upstream:');
  });
});
