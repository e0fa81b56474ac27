import {
  type Experiment,
  experimentSchema,
  type Scenario,
  scenarioSchema,
} from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { fittingScale, requireRealTime, scaleProblem } from './time-scale.ts';

const experiment = (part: object = {}): Experiment =>
  experimentSchema.parse({
    name: 'x',
    scenario: 's',
    rates: [0.2],
    pairs: 1,
    arms: [{ name: 'own', policy: { type: 'none' } }],
    timeScale: 1000,
    ...part,
  });
const scenario = (rule: object): Scenario =>
  scenarioSchema.parse({ name: 's', rules: [{ rate: 'sweep', ...rule }] });
const calm = scenario({ faults: [{ kind: 'http-error', status: 503 }] });
const outage = scenario({
  rate: 1,
  faults: [{ kind: 'reset' }],
  schedule: { type: 'outage', meanDownMs: 5000, downtime: 0.2 },
});
const slow = scenario({ faults: [{ kind: 'hang', capMs: 60_000 }] });
const program = { arms: [{ name: 'theirs', command: 'node x.ts' }] };
const service = { arms: [{ name: 'theirs', url: 'http://127.0.0.1:1' }] };

describe('the time scale', () => {
  it('may be anything where no clock has a say', () => {
    expect(scaleProblem(experiment(), calm)).toBeUndefined();
    expect(fittingScale(experiment(), calm, 1000)).toBe(1000);
  });

  it('is bounded by the windows of a schedule', () => {
    expect(fittingScale(experiment(), outage, 1000)).toBe(50);
    expect(scaleProblem(experiment(), outage)).toContain('it would take 50 at most');
    expect(scaleProblem(experiment({ timeScale: 20 }), outage)).toBeUndefined();
  });

  it('is bounded by a time limit beside faults that take time, and by what an agent leaves a call', () => {
    expect(fittingScale(experiment({ attemptTimeoutS: 2 }), slow, 1000)).toBe(2);
    expect(scaleProblem(experiment({ attemptTimeoutS: 2, timeScale: 10 }), slow)).toContain(
      'a time limit of 2 s for a call',
    );
    expect(scaleProblem(experiment({ attemptTimeoutS: 2, timeScale: 10 }), calm)).toBeUndefined();
  });

  it.each([program, service])('is 1 for whoever knows nothing of it: %j', (arms) => {
    expect(fittingScale(experiment(arms), calm, 1000)).toBe(1);
    expect(() => requireRealTime(experiment(arms))).toThrow(
      'arm theirs knows nothing of lab time: expected a time scale of 1, and it is 1000',
    );
    expect(() => requireRealTime(experiment({ ...arms, timeScale: 1 }))).not.toThrow();
  });
});
