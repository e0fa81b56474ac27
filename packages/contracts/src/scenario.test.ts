import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, FAULT_PHASES } from './fault.ts';
import { scenarioSchema } from './scenario.ts';

const rule = (extra: object) => ({ rules: [{ faults: [{ kind: 'reset' }], ...extra }] });
const refusal = (input: unknown): string => {
  const result = scenarioSchema.safeParse(input);
  if (result.success) throw new Error('expected a refusal');
  return result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
};

describe('a scenario', () => {
  it('fills in what is left out', () => {
    expect(scenarioSchema.parse(rule({})).rules[0]).toMatchObject({
      rate: 1,
      match: {},
      faults: [{ kind: 'reset', weight: 1 }],
    });
  });

  it.each([
    ['a rate above 1', rule({ rate: 1.5 }), 'rules.0.rate'],
    ['an unknown fault', { rules: [{ faults: [{ kind: 'explode' }] }] }, 'rules.0.faults.0.kind'],
    ['an unknown key', rule({ rates: 0.2 }), 'rates'],
    [
      'weights that sum to nothing',
      { rules: [{ faults: [{ kind: 'reset', weight: 0 }] }] },
      'the weights sum to nothing',
    ],
    ['a phase that no fault can have', rule({ phase: 'during' }), 'rules.0.phase'],
    [
      'a phase that this fault cannot have',
      { rules: [{ faults: [{ kind: 'truncate', phase: 'before' }] }] },
      'rules.0.faults.0.phase',
    ],
    ['a seed that is no safe integer', { seed: 2 ** 53 }, 'seed'],
    [
      'an outage with two lengths of up time',
      rule({ schedule: { type: 'outage', meanDownMs: 1, meanUpMs: 1, downtime: 0.5 } }),
      'exactly one of meanUpMs and downtime',
    ],
  ])('is refused with the place: %s', (_, input, part) => {
    expect(refusal(input)).toContain(part);
  });
});

describe('the phases', () => {
  it('name a default for every kind', () => {
    for (const kind of FAULT_KINDS) expect(FAULT_PHASES[kind].length).toBeGreaterThan(0);
  });
});
