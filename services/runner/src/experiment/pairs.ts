import { type Arm, type Experiment, TWIN_SUFFIX, wireArm } from '@chaos-lab/contracts';
import { shuffled } from './arms-order.ts';

/** One workflow run that is to be made. */
export type PlannedRun = {
  readonly arm: Arm;
  /** Arm and rate, as proxy and petstore see them. */
  readonly wireArm: string;
  /** 0-based place in the random order of the pair. */
  readonly orderInPair: number;
};

/** The same session in every arm, at one rate. */
export type PlannedPair = {
  /** 0-based place in the whole design, rate by rate. */
  readonly position: number;
  /** 0-based number of the pair within its rate; names the session. */
  readonly pair: number;
  readonly rate: number;
  readonly session: string;
  readonly runs: readonly PlannedRun[];
};

export function sessionName(experiment: string, pair: number): string {
  return `${experiment}-p${pair}`;
}

/** The first arm under another name: what the A/A check compares it with. */
export function twinOf(arm: Arm): Arm {
  return { ...arm, name: `${arm.name}${TWIN_SUFFIX}` };
}

/** The arms of a pair, its twin last where the pair takes part in the A/A check. */
function armsOf(experiment: Experiment, pair: number): readonly Arm[] {
  const [first] = experiment.arms;
  return first !== undefined && pair < experiment.aaPairs
    ? [...experiment.arms, twinOf(first)]
    : experiment.arms;
}

/** Most runs that are under way together: where pairs arrive at a pace, all arms of one begin at once. */
export function runsAtOnce({ arms, aaPairs, arrivalsPerS, concurrency }: Experiment): number {
  return arrivalsPerS === undefined
    ? concurrency
    : concurrency * (arms.length + Math.min(aaPairs, 1));
}

export function plannedPairs(experiment: Experiment): number {
  return experiment.rates.length * experiment.pairs;
}

/** Runs of an experiment, of which some rates may have been stopped after a number of pairs. */
export function plannedRuns(
  { arms, pairs, rates, aaPairs }: Experiment,
  stopped: readonly { readonly failure_rate: number; readonly pairs: number }[] = [],
): number {
  return rates.reduce((sum, rate) => {
    const made = stopped.find((one) => one.failure_rate === rate)?.pairs ?? pairs;
    return sum + made * arms.length + Math.min(aaPairs, made);
  }, 0);
}

export function planPair(experiment: Experiment, position: number): PlannedPair {
  const rate = experiment.rates[Math.floor(position / experiment.pairs)];
  if (rate === undefined) throw new RangeError(`no pair ${position} in this design`);
  const pair = position % experiment.pairs;
  const session = sessionName(experiment.name, pair);
  const arms = shuffled(armsOf(experiment, pair), { seed: experiment.seed, session, rate });
  const runs = arms.map((arm, orderInPair) => ({
    arm,
    wireArm: wireArm(arm.name, rate),
    orderInPair,
  }));
  return { position, pair, rate, session, runs };
}

export type PairSelection = {
  readonly from?: number;
  /** Only the pairs of this session, one a rate. */
  readonly session?: string | undefined;
  readonly isOver?: (rate: number) => boolean;
};

/** The pairs of an experiment in design order, from a position on, without the rates that are over. */
export function* planPairs(
  experiment: Experiment,
  options: PairSelection = {},
): Generator<PlannedPair> {
  const total = plannedPairs(experiment);
  for (let position = options.from ?? 0; position < total; position += 1) {
    const pair = planPair(experiment, position);
    if (options.session !== undefined && pair.session !== options.session) continue;
    if (options.isOver?.(pair.rate) !== true) yield pair;
  }
}
