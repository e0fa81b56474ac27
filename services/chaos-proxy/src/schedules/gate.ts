import type { Schedule, ScheduleOf, ScheduleType } from '@chaos-lab/contracts';

/** Where and when a schedule is asked. Times are lab milliseconds on the clock of the scope. */
export type Moment = {
  /** Since the first request of the scope; never runs backwards. */
  readonly now: number;
  /** 1-based ordinal of the request in its session and arm. */
  readonly ordinal: number;
  /** 1-based ordinal of the call among the calls to its operation. */
  readonly attempt: number;
};

/** What a schedule says about one request: the rate in force, and how long it waits in a queue. */
export type InForce = { readonly rate: number; readonly holdMs: number };

/** One schedule of one rule in one scope, with the state that it needs. */
export type Gate = (moment: Moment) => InForce;

/** What the state of a gate may be derived from; the arm is left out on purpose. */
export type GateContext = {
  readonly seed: number;
  readonly session: string;
  /** The rule's name: rules of the same name share their windows. */
  readonly rule: string;
  /** The rule's own rate, `sweep` resolved. */
  readonly rate: number;
  readonly sweepRate: number | undefined;
};

/** What decides whether a schedule is in force. On the clock: when the client calls. */
export type Dependence = 'attempt' | 'ordinal' | 'clock';

export type Scope = 'session' | 'arm' | 'global';

/** One kind of schedule. */
export type ScheduleKind<S extends Schedule> = {
  readonly dependsOn: (spec: S) => Dependence;
  /** Who shares one gate and one clock: (session, arm), all sessions of an arm, or everybody. */
  readonly scope: (spec: S) => Scope;
  readonly gate: (spec: S, context: GateContext) => Gate;
};

export type ScheduleKinds = { readonly [T in ScheduleType]: ScheduleKind<ScheduleOf<T>> };

export const NOT_IN_FORCE: InForce = Object.freeze({ rate: 0, holdMs: 0 });

export const onAttempt = (): Dependence => 'attempt';
export const onOrdinal = (): Dependence => 'ordinal';
export const onClock = (): Dependence => 'clock';
export const perSession = (): Scope => 'session';
