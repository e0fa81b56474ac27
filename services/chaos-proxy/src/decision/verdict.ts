import type { DECISION_SOURCES, FaultSpec, Phase, Suppression } from '@chaos-lab/contracts';
import type { RequestContent } from '../naming/request-content.ts';
import type { FaultParameters, RequestFacts } from '../ruling.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { SessionState } from '../sessions/session-state.ts';
import type { Draws } from './draws.ts';

export type DecisionSourceName = (typeof DECISION_SOURCES)[number];

/** One request, as a source of decisions sees it. */
export type Question = {
  readonly facts: RequestFacts;
  readonly operation: string;
  readonly content: RequestContent;
  /** The n-th logical call of the operation, and the n-th try of it. */
  readonly call: number;
  readonly attempt: number;
  readonly scenario: CompiledScenario;
  readonly state: SessionState;
  /** Real ms. */
  readonly now: number;
};

/** What a source decided about one request. */
export type Verdict = {
  readonly rule: string | null;
  readonly rate: number;
  readonly draws: Draws | null;
  readonly fault: FaultSpec | null;
  readonly phase: Phase | null;
  readonly parameters: FaultParameters;
  readonly suppressed: Suppression | null;
  readonly timed: boolean;
  readonly source: DecisionSourceName;
  /** Faults to be expected of requests like this one: the rate, unless a state decides. */
  readonly expected: number;
  /** Lab ms. */
  readonly holdMs: number;
  /** Takes the tokens that the answer has counted by `now` (real ms) from a quota; absent where there is none. */
  readonly charge?: (tokens: number, now: number) => void;
};

/** Where decisions come from: the seed, a recorded tape, a hypothesis. */
export type DecisionSource = (question: Question) => Verdict;

export const NO_PARAMETERS: FaultParameters = Object.freeze({});

/** No rule matched: nothing was drawn, nothing happens. */
export const NO_RULE: Verdict = Object.freeze({
  rule: null,
  rate: 0,
  draws: null,
  fault: null,
  phase: null,
  parameters: NO_PARAMETERS,
  suppressed: null,
  timed: false,
  source: 'seed',
  expected: 0,
  holdMs: 0,
});
