import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { call, type TestEngine, testEngine } from '../testing/test-engine.ts';
import { initialScenario } from './initial-scenario.ts';
import { scenarioLibrary } from './library.ts';

const library = scenarioLibrary();
const files = { library, readFile: (path: string) => readFileSync(path, 'utf8') };
const NOTHING = { rate: undefined, faults: undefined, seed: undefined, timeScale: undefined };
const load = (scenario: string, rate?: number) =>
  initialScenario({ ...NOTHING, scenario, rate }, files);

const engineOf = (name: string, rate?: number): TestEngine =>
  testEngine(load(name, name === 'calm' ? undefined : rate));

/** One call in each of n sessions, and how many of them were to meet a fault. */
function faults(engine: TestEngine, n: number, method = 'GET') {
  const records = Array.from({ length: n }, (_, index) => {
    engine.clock.now += 100;
    return call(engine, { session: `s-${index}`, method });
  });
  return records.map(({ injection }) => injection).filter((injection) => injection !== null);
}

describe('the scenario library', () => {
  it.each([...library.keys()])('%s has its name, says what it is for, and decides', (name) => {
    const scenario = load(name);
    expect(scenario.name).toBe(name);
    expect(scenario.description?.length).toBeGreaterThan(60);
    const engine = engineOf(name, 0.5);
    for (let index = 0; index < 50; index += 1) {
      engine.clock.now += 700;
      call(engine, { method: index % 2 === 0 ? 'GET' : 'POST' });
    }
    expect(engine.tape.size).toBe(50);
  });

  it.each([...library.keys()].filter((name) => name !== 'calm'))('%s at rate 0 is calm', (name) => {
    expect(faults(engineOf(name, 0), 300, 'POST')).toEqual([]);
  });

  it('independent-errors takes each of six statuses equally often, before the upstream acts', () => {
    const met = faults(engineOf('independent-errors', 0.3), 6_000);
    expect(met.length / 6_000).toBeCloseTo(0.3, 1);
    const byStatus = Map.groupBy(met, ({ spec }) => ('status' in spec ? spec.status : 0));
    expect([...byStatus.keys()].toSorted((a, b) => a - b)).toEqual([408, 429, 500, 502, 503, 504]);
    for (const list of byStatus.values()) expect(list.length / met.length).toBeCloseTo(1 / 6, 1);
    expect(new Set(met.map(({ phase }) => phase))).toEqual(new Set(['before']));
  });

  it('lossy-commits loses half of the writes that break after they were done, and no reads', () => {
    const met = faults(engineOf('lossy-commits', 0.2), 6_000, 'POST');
    const after = met.filter(({ phase }) => phase === 'after').length;
    expect(met.length / 6_000).toBeCloseTo(0.2, 1);
    expect(after / met.length).toBeCloseTo(0.5, 1);
    const reads = faults(engineOf('lossy-commits', 0.2), 1_000);
    expect(new Set(reads.map(({ phase, kind }) => `${kind} ${phase}`))).toEqual(
      new Set(['http-error before']),
    );
  });

  it('outage is down for its share of the time, for 5 s on average', () => {
    const engine = engineOf('outage', 0.2);
    const states: boolean[] = [];
    for (let step = 0; step < 20_000; step += 1) {
      engine.clock.now += 500;
      states.push(call(engine).injection !== null);
    }
    const down = states.filter(Boolean).length;
    const windows = states.filter((state, index) => state && states[index - 1] !== true).length;
    expect(down / states.length).toBeCloseTo(0.2, 1);
    expect((down * 0.5) / windows).toBeGreaterThan(4);
    expect((down * 0.5) / windows).toBeLessThan(6.5);
  });
});

describe('flags beside a scenario', () => {
  it.each([
    [{ ...NOTHING, scenario: 'outage', faults: ['hang'] }, '--faults'],
    [{ ...NOTHING, scenario: 'calm', rate: 0.1 }, '--rate'],
    [{ ...NOTHING, scenario: undefined, faults: ['hang'] }, '--faults'],
    [{ ...NOTHING, scenario: 'nowhere' }, 'expected a file or one of brownout, burst, calm'],
  ])('that make no sense are refused: %j', (settings, reason) => {
    expect(() => initialScenario(settings, files)).toThrow(reason);
  });

  it('win over what the file says', () => {
    const settings = { ...NOTHING, scenario: 'outage', rate: 0.07, seed: 9, timeScale: 3 };
    expect(initialScenario(settings, files)).toMatchObject({
      sweepRate: 0.07,
      seed: 9,
      timeScale: 3,
    });
  });
});
