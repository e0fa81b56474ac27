import type { Experiment, HypothesisMetric, RunRow, Summary } from '@chaos-lab/contracts';
import { decideStop, EProcess } from '@chaos-lab/stats';

type Stopped = Summary['stopped'][number];

/** Decides, pair by pair in design order, which rates have shown enough. */
export type RateStopper = {
  isOver(rate: number): boolean;
  /** Takes in the rows of the next pair; answers where they end their rate. */
  observe(rate: number, rows: readonly RunRow[]): Stopped | undefined;
};

type Contrast = {
  readonly arm: string;
  readonly against: string;
  readonly metric: HypothesisMetric;
};

/** A fixed design never stops early; a sequential one by the e-values of its contrasts. */
export function rateStopper(experiment: Experiment): RateStopper {
  const { stopping } = experiment;
  if (stopping.type === 'fixed') return { isOver: () => false, observe: () => undefined };
  const rule = {
    alpha: stopping.alpha,
    leastPairs: stopping.minPairs,
    mostPairs: Number.MAX_SAFE_INTEGER,
  };
  const over = new Set<number>();
  const rates = new Map(
    experiment.rates.map((rate) => [rate, { pairs: 0, processes: processesAt(experiment, rate) }]),
  );
  return {
    isOver: (rate) => over.has(rate),
    observe(rate, rows) {
      const state = rates.get(rate);
      if (state === undefined || state.processes.length === 0) return undefined;
      state.pairs += 1;
      for (const { contrast, evidence } of state.processes) {
        evidence.observe(
          has(rows, contrast.against, contrast.metric),
          has(rows, contrast.arm, contrast.metric),
        );
      }
      const decided = state.processes.every(
        ({ evidence }) => decideStop(evidence, state.pairs, rule).kind === 'stop',
      );
      if (!decided) return undefined;
      over.add(rate);
      const weakest = Math.min(...state.processes.map(({ evidence }) => 1 / evidence.p));
      return { failure_rate: rate, pairs: state.pairs, e: weakest };
    },
  };
}

function processesAt(experiment: Experiment, rate: number) {
  return contrastsAt(experiment, rate).map((contrast) => ({ contrast, evidence: new EProcess() }));
}

/** What must be decided at a rate: its hypotheses, or every arm against the first. */
function contrastsAt({ arms, hypotheses }: Experiment, rate: number): readonly Contrast[] {
  if (hypotheses.length > 0) {
    return hypotheses.filter(({ rates }) => rates?.includes(rate) ?? rate > 0);
  }
  const [first, ...rest] = arms;
  if (first === undefined) return [];
  return rest.map(({ name }) => ({ arm: name, against: first.name, metric: 'verified_success' }));
}

const has = (rows: readonly RunRow[], arm: string, verdict: string): boolean =>
  rows.some((row) => row.arm === arm && row.verdict === verdict);
