import type { DecisionRecord, Scenario } from '@chaos-lab/contracts';
import { ProxyCounters } from './counters/proxy-counters.ts';
import { RuleCounts } from './counters/rule-counts.ts';
import { createDecide } from './decision/decide.ts';
import { Hypotheses } from './decision/hypotheses.ts';
import { hypothesisSource } from './decision/hypothesis-source.ts';
import { requestedSource } from './decision/requested-source.ts';
import { type ParametersOf, seedSource } from './decision/seed-source.ts';
import { tapeSource } from './decision/tape-source.ts';
import type { DecisionSource } from './decision/verdict.ts';
import { EffectLedger } from './effects/effect-ledger.ts';
import { Digester } from './naming/digester.ts';
import { Namer } from './naming/namer.ts';
import type { ErrorBodies } from './openapi/error-bodies.ts';
import type { Operations } from './openapi/operations.ts';
import type { Decide } from './ruling.ts';
import type { ScenarioDefaults } from './scenario/compile.ts';
import { type After, ScenarioStore } from './scenario/scenario-store.ts';
import { type Selection, Sessions } from './sessions/sessions.ts';
import { MemoryTape, type TapeBounds } from './tape/memory-tape.ts';
import type { Recording } from './tape/recording.ts';

export type EngineDeps = {
  readonly scenario: Scenario;
  readonly defaults: ScenarioDefaults;
  readonly operations: Operations;
  /** Bodies for injected errors that name none themselves. */
  readonly errorBodies?: ErrorBodies | undefined;
  readonly parametersOf: ParametersOf;
  readonly maxSessions: number;
  readonly tapeBounds: TapeBounds;
  /** Whether the effects of requests are kept. */
  readonly keepEffects?: boolean;
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
  readonly ruleCounts: RuleCounts;
  readonly operations: Operations;
  readonly parametersOf: ParametersOf;
  /** Calls that were decided about and are not over. */
  readonly open: () => number;
  /** Lets a recording decide instead of the seed, from its beginning and with fresh counters. */
  readonly replay: (recording: Recording) => void;
  /** Lets the seed decide again. */
  readonly stopReplay: () => void;
  /** Remembers whether seed or recording decide; the result brings that back where it has changed. */
  readonly keepSource: () => () => void;
  /** What requests did at the upstream; undefined where it is not kept. */
  readonly effects: EffectLedger | undefined;
  /** Which faults sessions are to meet, where somebody has said so. */
  readonly hypotheses: Hypotheses;
  /** Forgets counters, clocks and hypotheses; gives how many sessions were known. */
  readonly forget: (selection: Selection) => number;
  /** Forgets counters, clocks, hypotheses and records. */
  readonly reset: (selection: Selection) => { readonly sessions: number; readonly records: number };
};

/** What the ledger of effects may take, whatever its other bounds. */
const MAX_EFFECT_BYTES = 128 * 1024 * 1024;

export function createEngine(deps: EngineDeps): Engine {
  const { defaults, now, after, operations, parametersOf } = deps;
  const scenarios = new ScenarioStore(deps.scenario, { defaults, now, after });
  const sessions = new Sessions(deps.maxSessions);
  const tape = new MemoryTape(deps.tapeBounds);
  const counters = new ProxyCounters();
  const ruleCounts = new RuleCounts();
  const hypotheses = new Hypotheses();
  const effects =
    deps.keepEffects === false
      ? undefined
      : new EffectLedger(
          { runs: deps.maxSessions, tries: deps.tapeBounds.total, bytes: MAX_EFFECT_BYTES },
          (effect, repeated) => counters.wrote(effect, repeated),
        );
  const seed = requestedSource(seedSource({ sessions, parametersOf }), parametersOf);
  let source: DecisionSource = seed;
  const decisions = hypothesisSource(hypotheses, (question) => source(question), parametersOf);
  let open = 0;
  const decide = createDecide({
    scenario: () => scenarios.current,
    source: decisions,
    sessions,
    namer: new Namer(operations),
    digester: new Digester(),
    effects,
    errorBodies: deps.errorBodies,
    onDecided(record, { expected }, { key }) {
      open += 1;
      counters.decided(record, expected);
      ruleCounts.decided(record.rule, record.fault !== null);
      return tape.add(record, key);
    },
    onSettled(record, slot) {
      open -= 1;
      tape.complete(slot, record);
      counters.settled(record);
      if (record.fault !== null && record.suppressed === null) ruleCounts.delivered(record.rule);
      deps.onSettled(record);
    },
    now,
    nextId: deps.nextId,
    run: deps.run,
  });

  const switchTo = (next: DecisionSource): void => {
    source = next;
    sessions.reset();
  };
  const forget = (selection: Selection): number => {
    hypotheses.drop(selection);
    effects?.drop(selection);
    return sessions.reset(selection);
  };
  return {
    decide,
    hypotheses,
    effects,
    scenarios,
    sessions,
    tape,
    counters,
    ruleCounts,
    operations,
    parametersOf,
    open: () => open,
    replay: (recording) => switchTo(tapeSource(recording)),
    stopReplay: () => switchTo(seed),
    keepSource() {
      const before = source;
      return () => {
        if (source !== before) switchTo(before);
      };
    },
    forget,
    reset(selection) {
      const records = tape.drain(selection).length;
      if (selection.session === undefined && selection.arm === undefined) ruleCounts.clear();
      return { records, sessions: forget(selection) };
    },
  };
}
