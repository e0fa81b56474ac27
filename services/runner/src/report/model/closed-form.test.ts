import { type Cell, experimentSchema, scenarioSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { closedFormFinding } from '../findings/closed-form-finding.ts';
import { closedFormOf } from './closed-form.ts';

const experiment = experimentSchema.parse({
  name: 'x',
  scenario: 's',
  rates: [0, 0.2],
  pairs: 1000,
  arms: [
    { name: 'none', policy: { type: 'none' } },
    { name: 'blind-2', policy: { type: 'blind', retries: 2 } },
    { name: 'playbook', policy: { type: 'playbook', name: 'training' } },
  ],
});
const fault = { kind: 'http-error', status: 503 };
const independent = scenarioSchema.parse({
  rules: [{ rate: 'sweep', phase: 'before', faults: [fault] }],
});
const cell = (arm: string, rate: number, successes: number): Cell =>
  ({ arm, failure_rate: rate, runs: 1000, success: { count: successes, n: 1000 } }) as Cell;

describe('the closed form beside what was measured', () => {
  it('draws a curve for no retry and one for every number of blind retries', () => {
    const form = closedFormOf(independent, experiment, []);
    expect(form?.curves.map((curve) => curve.retries)).toEqual([0, 2]);
    expect(form?.curves.map((curve) => curve.points.at(-1))).toEqual([
      { rate: 0.2, success: expect.closeTo(0.4096, 4) as number },
      { rate: 0.2, success: expect.closeTo(0.9684, 4) as number },
    ]);
  });

  it('agrees with arms that do as they say, and looks at no others', () => {
    const form = closedFormOf(independent, experiment, [
      cell('none', 0.2, 405),
      cell('blind-2', 0.2, 970),
      cell('playbook', 0.2, 100),
    ]);
    expect(form).toMatchObject({ cells: 2, deviating: [] });
    expect(closedFormFinding(form)?.headline).toBe(
      'Arms without judgement do what the closed form predicts',
    );
  });

  it('names the cell that deviates', () => {
    const form = closedFormOf(independent, experiment, [
      cell('none', 0.2, 405),
      cell('blind-2', 0.2, 930),
    ]);
    expect(closedFormFinding(form)).toMatchObject({
      tone: 'caution',
      headline: 'blind-2 at 20%: not what the closed form predicts',
    });
  });

  it.each([
    ['a schedule', { rate: 'sweep', faults: [fault], schedule: { type: 'fail-first-n', n: 1 } }],
    ['a phase after', { rate: 'sweep', phase: 'after', faults: [fault] }],
    [
      'another fault',
      { rate: 'sweep', faults: [{ kind: 'latency', delay: { distribution: 'constant', ms: 5 } }] },
    ],
    ['some calls only', { rate: 'sweep', match: { method: 'POST' }, faults: [fault] }],
    ['a fixed rate', { rate: 0.2, faults: [fault] }],
  ])('is not drawn for faults with %s', (_, rule) => {
    const scenario = scenarioSchema.parse({ rules: [rule] });
    expect(closedFormOf(scenario, experiment, [])).toBeUndefined();
    expect(closedFormFinding(undefined)).toBeUndefined();
  });
});
