import { type DecisionRecord, decisionRecordSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { clientVerdicts } from './client-verdicts.ts';

let ids = 0;

/** One record, 100 ms after the one before, unless told otherwise. */
function record(fields: Partial<DecisionRecord>): DecisionRecord {
  ids += 1;
  return decisionRecordSchema.parse({
    v: 1,
    id: `r${ids}`,
    run: 'test',
    session: 's',
    arm: '-',
    operation: 'POST /v1/messages',
    attempt: 1,
    ordinal: 1,
    method: 'POST',
    path: '/',
    rule: null,
    rate: 0,
    draws: null,
    fault: null,
    phase: null,
    parameters: {},
    suppressed: null,
    timed: false,
    source: 'seed',
    traceparent: null,
    startedAt: ids * 100,
    upstreamStatus: 200,
    upstreamMs: 1,
    status: 200,
    durationMs: 10,
    end: 'complete',
    reached: 'good',
    effect: null,
    ...fields,
  });
}

const names = (records: readonly DecisionRecord[], succeeded?: boolean) =>
  clientVerdicts(records, succeeded === undefined ? {} : { succeeded }).map(
    ({ verdict, amount }) => [verdict, amount],
  );

describe('verdicts on a client', () => {
  it('a calm tape shows nothing', () => {
    expect(names([record({}), record({ call: 2 })], true)).toEqual([]);
  });

  it('what was refused for good was sent again, and what was not is no matter', () => {
    const refused = { status: 400, reached: 'error' } as const;
    expect(names([record(refused), record({ attempt: 2 })])).toEqual([['retried-in-vain', 1]]);
    expect(names([record({}), record(refused)])).toEqual([]);
    expect(names([record({ status: 503, reached: 'error' }), record({})])).toEqual([]);
  });

  it('came back before its time', () => {
    const told = { status: 429, reached: 'error', parameters: { retryAfterS: 1 } } as const;
    expect(names([record(told), record({})])).toEqual([['ignored-retry-after', 910]]);
    const late = record(told);
    expect(names([late, record({ startedAt: late.startedAt + 1_010 })])).toEqual([]);
  });

  it('a storm is six tries of one call', () => {
    const tries = (n: number) =>
      Array.from({ length: n }, () => record({ status: 503, reached: 'error' }));
    expect(names(tries(5))).toEqual([]);
    expect(names(tries(6))).toEqual([['retry-storm', 6]]);
  });

  it('took a part for the whole, if it says so', () => {
    const cut = record({ reached: 'cut', end: 'injected' });
    expect(names([cut], true)).toEqual([['took-part-for-whole', 1]]);
    expect(names([cut], false)).toEqual([]);
    expect(names([cut, record({ attempt: 2 })], true)).toEqual([]);
  });

  it('ran a tool behind arguments that lacked their end', () => {
    const fault = { kind: 'tool-arguments-cut', weight: 1 } as const;
    const model = record({ fault, phase: 'during', reached: 'altered', end: 'injected' });
    const tool = record({ operation: 'tools/call:place_order' });
    expect(names([model, tool])).toEqual([['ran-cut-arguments', 1]]);
    expect(names([model, record({ attempt: 2 }), tool])).toEqual([]);
  });

  it('had a tool run twice', () => {
    const run = { operation: 'tools/call:place_order', digest: 'd' } as const;
    const lost = record({ ...run, reached: 'none', status: null, end: 'injected' });
    expect(names([lost, record({ ...run, attempt: 2 })])).toEqual([['ran-tool-twice', 2]]);
    expect(names([record(run), record({ ...run, call: 2 })])).toEqual([]);
    expect(names([record({ ...run, upstreamStatus: null }), record(run)])).toEqual([]);
  });

  it('adds up the tokens that did not reach it', () => {
    const usage = { input: 120, output: 40 };
    const lost = { usage, reached: 'none' } as const;
    expect(names([record(lost), record(lost), record({ usage })])).toEqual([['lost-tokens', 320]]);
  });
});
