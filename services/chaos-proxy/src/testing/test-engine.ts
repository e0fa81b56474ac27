import type { DecisionRecord, Identity, ScenarioInput } from '@chaos-lab/contracts';
import { createEngine, type Engine, type EngineDeps } from '../engine.ts';
import { faultParameters } from '../faults/index.ts';
import { NO_DOCUMENT } from '../openapi/operations.ts';
import type { RequestFacts, Ruling } from '../ruling.ts';
import { checkScenario } from '../scenario/parse-scenario.ts';

export type TestEngine = Engine & {
  readonly clock: { now: number };
  readonly settled: DecisionRecord[];
  readonly timers: { readonly at: number; readonly callback: () => void; cancelled: boolean }[];
};

/** An engine with a clock that stands still until told, and timers that never fire by themselves. */
export function testEngine(scenario: ScenarioInput, deps: Partial<EngineDeps> = {}): TestEngine {
  const clock = { now: 1_000_000 };
  const settled: DecisionRecord[] = [];
  const timers: TestEngine['timers'] = [];
  let ids = 0;
  const engine = createEngine({
    scenario: checkScenario(scenario),
    defaults: { seed: 42, timeScale: 1 },
    operations: NO_DOCUMENT,
    parametersOf: faultParameters,
    maxSessions: 1_000,
    tapeBounds: { perSession: 1_000, total: 10_000 },
    run: 'test',
    now: () => clock.now,
    after(ms, callback) {
      const timer = { at: clock.now + ms, callback, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
    nextId: () => `d${(ids += 1)}`,
    onSettled: (record) => settled.push(record),
    ...deps,
  });
  return { ...engine, clock, settled, timers };
}

export type Call = Partial<Identity> & Partial<Omit<RequestFacts, 'identity'>>;

export function factsOf({ session = 'default', arm = '-', ...rest }: Call = {}): RequestFacts {
  return {
    method: 'GET',
    path: '/things',
    query: '',
    headers: {},
    body: Buffer.alloc(0),
    attempt: undefined,
    traceparent: null,
    ...rest,
    identity: { session, arm },
  };
}

/** Decides about a call and ends it at once. */
export function call(engine: Engine, given: Call = {}): Ruling {
  const ruling = engine.decide(factsOf(given));
  ruling.settle({
    end: ruling.injection === null ? 'complete' : 'injected',
    status: 200,
    upstreamStatus: null,
    upstreamMs: null,
  });
  return ruling;
}
