import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import { explain } from './explain.ts';
import { plan } from './plan.ts';

const engineOf = (schedule?: object) =>
  testEngine({
    rules: [
      { name: 'writes', match: { method: 'POST' }, rate: 1, faults: [{ kind: 'reset' }] },
      {
        name: 'reads',
        rate: 0.5,
        faults: [
          { kind: 'http-error', status: 503 },
          { kind: 'hang', weight: 3 },
        ],
        ...(schedule !== undefined && { schedule: schedule as never }),
      },
    ],
  });

const planOf = (engine: ReturnType<typeof engineOf>, session: string) => [
  ...plan(
    {
      scenario: engine.scenarios.current,
      identity: { session, arm: '-' },
      parametersOf: engine.parametersOf,
    },
    {
      operation: 'GET /things',
      method: 'GET',
      path: '/things',
    },
    { calls: 1, attempts: 30 },
  ),
];

describe('a plan', () => {
  it('says before anything runs what then happens', () => {
    const engine = engineOf();
    const planned = planOf(engine, 's');
    for (const { attempt, fault, parameters, certain } of planned) {
      const { injection } = call(engine, { session: 's', attempt });
      expect(certain).toBe(true);
      expect([attempt, injection?.spec ?? null]).toEqual([attempt, fault]);
      expect(injection?.parameters ?? null).toEqual(parameters);
    }
    expect(planned.filter(({ fault }) => fault !== null).length).toBeGreaterThan(5);
  });

  it('knows schedules that go by the attempt', () => {
    const planned = planOf(engineOf({ type: 'fail-first-n', n: 2 }), 's');
    expect(planned.every(({ certain }) => certain)).toBe(true);
    expect(planned.slice(2).every(({ fault }) => fault === null)).toBe(true);
  });

  it('says where it cannot be sure', () => {
    const planned = planOf(engineOf({ type: 'flap', upMs: 1, downMs: 1 }), 's');
    expect(planned.some(({ certain }) => certain)).toBe(false);
  });
});

describe('an explanation', () => {
  it('names the rules that did not fit, the draw, and the share that was picked', () => {
    const engine = engineOf();
    const fired = Array.from({ length: 10 }, () => call(engine)).find(({ injection }) => injection);
    if (fired === undefined) throw new Error('nothing fired');
    const { record } = fired;
    const why = explain(record, engine.scenarios.version(record.scenario ?? ''));
    expect(why.rules).toEqual([
      { rule: 'writes', matched: false, mismatch: 'method' },
      { rule: 'reads', matched: true, mismatch: null },
    ]);
    expect(why.firing).toEqual({ draw: record.draws?.[0], rate: 0.5, fires: true });
    expect(why.choice?.shares.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.25],
      [0.25, 1],
    ]);
    expect(why.choice?.shares.find(({ chosen }) => chosen)?.kind).toBe(record.fault?.kind);
    expect(why.sentences.join(' ')).toContain(
      'writes does not fit by its method. Rule reads decides.',
    );
  });

  it('is honest about what nobody remembers', () => {
    const engine = engineOf();
    const { record } = call(engine);
    expect(explain(record, undefined).sentences).toContain(
      'The scenario it saw is no longer remembered.',
    );
  });
});
