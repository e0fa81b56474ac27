import type { DecisionRecord, FaultSpec, Scenario } from '@chaos-lab/contracts';
import { ProxyCounters } from './counters/proxy-counters.ts';
import { createDecide } from './decision/decide.ts';
import { type ParametersOf, seedSource } from './decision/seed-source.ts';
import type { DecisionSource } from './decision/verdict.ts';
import type { Operations } from './openapi/operations.ts';
import type { Decide, FaultParameters } from './ruling.ts';
import type { ScenarioDefaults } from './scenario/compile.ts';
import { type After, ScenarioStore } from './scenario/scenario-store.ts';
import { Sessions } from './sessions/sessions.ts';
import { MemoryTape, type TapeBounds } from './tape/memory-tape.ts';

export type EngineDeps = {
  readonly scenario: Scenario;
  readonly defaults: ScenarioDefaults;
  readonly operations: Operations;
  readonly parametersOf: ParametersOf;
  readonly maxSessions: number;
  readonly tapeBounds: TapeBounds;
  readonly run: string;
  readonly now: () => number;
  readonly after: After;
  readonly nextId: () => string;
  /** Takes every record once its call is over: the tape file, the log. */
  readonly onSettled: (record: DecisionRecord) => void;
};

/** Everything that decides and remembers; knows nothing of sockets. */
export type Engine = {
  readonly decide: Decide;
  readonly scenarios: ScenarioStore;
  readonly sessions: Sessions;
  readonly tape: MemoryTape;
  readonly counters: ProxyCounters;
  readonly operations: Operations;
  readonly parametersOf: (spec: FaultSpec, u2: number, u3: number) => FaultParameters;
  /** Where decisions come from; a recording may take the place of the seed. */
  readonly source: { readonly seed: DecisionSource; current: DecisionSource };
};

export function createEngine(deps: EngineDeps): Engine {
  const { defaults, now, after, operations, parametersOf } = deps;
  const scenarios = new ScenarioStore(deps.scenario, { defaults, now, after });
  const sessions = new Sessions(deps.maxSessions);
  const tape = new MemoryTape(deps.tapeBounds);
  const counters = new ProxyCounters();
  const seed = seedSource({ sessions, parametersOf });
  const source = { seed, current: seed };
  const decide = createDecide({
    scenario: () => scenarios.current,
    source: () => source.current,
    sessions,
    operationOf: operations.nameOf,
    onDecided(record, { expected }) {
      tape.add(record);
      counters.decided(record, expected);
    },
    onSettled(record) {
      counters.settled(record);
      deps.onSettled(record);
    },
    now,
    nextId: deps.nextId,
    run: deps.run,
  });
  return { decide, scenarios, sessions, tape, counters, operations, parametersOf, source };
}
