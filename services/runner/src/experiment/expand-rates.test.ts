import { scenarioSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { expandRates } from './expand-rates.ts';

const fault = { kind: 'http-error', status: 503 };
const settings = { rates: [0, 0.2], seed: 7, timeScale: 50 };

describe('a scenario over several rates', () => {
  it('holds every rule once a rate, for the arms that carry the rate', () => {
    const scenario = scenarioSchema.parse({
      rules: [
        { name: 'orders', match: { operation: 'placeOrder' }, rate: 'sweep', faults: [fault] },
        { rate: 0.5, faults: [fault] },
      ],
    });
    const { seed, timeScale, rules } = expandRates(scenario, settings);
    expect({ seed, timeScale }).toEqual({ seed: 7, timeScale: 50 });
    expect(rules.map(({ name, match, rate }) => ({ name, match, rate }))).toEqual([
      { name: 'orders', match: { operation: 'placeOrder', arm: ['*.r0'] }, rate: 0 },
      { name: 'rule-2', match: { arm: ['*.r0'] }, rate: 0.5 },
      { name: 'orders', match: { operation: 'placeOrder', arm: ['*.r0_2'] }, rate: 0.2 },
      { name: 'rule-2', match: { arm: ['*.r0_2'] }, rate: 0.5 },
    ]);
  });

  it('is a valid scenario again', () => {
    const scenario = scenarioSchema.parse({ rules: [{ rate: 'sweep', faults: [fault] }] });
    const expanded = expandRates(scenario, settings);
    expect(scenarioSchema.parse(expanded)).toEqual(expanded);
  });

  it('keeps a rule for some arms with those arms', () => {
    const scenario = scenarioSchema.parse({
      rules: [{ match: { arm: ['base*', 'blind'] }, rate: 'sweep', faults: [fault] }],
    });
    expect(expandRates(scenario, { ...settings, rates: [0.1] }).rules[0]?.match.arm).toEqual([
      'base*.r0_1',
      'blind.r0_1',
    ]);
  });

  it('sweeps the share of time that is down and the share of capacity that is lost', () => {
    const trigger = { startMs: 0, durationMs: 1000, loss: 'sweep' };
    const scenario = scenarioSchema.parse({
      rules: [
        { faults: [fault], schedule: { type: 'outage', meanDownMs: 2000, downtime: 'sweep' } },
        {
          faults: [fault],
          schedule: { type: 'capacity', concurrency: 8, serviceTimeMs: 100, trigger },
        },
      ],
    });
    expect(expandRates(scenario, settings).rules.map((rule) => rule.schedule)).toMatchObject([
      { downtime: 0 },
      { trigger: { loss: 0 } },
      { downtime: 0.2 },
      { trigger: { loss: 0.2 } },
    ]);
  });
});
