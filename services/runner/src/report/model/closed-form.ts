import { type Cell, type Experiment, ORDER_STEPS, type Scenario } from '@chaos-lab/contracts';
import { binomialCdf, blindRetryClosedForm, holm } from '@chaos-lab/stats';
import { blindRetries } from './contrasts.ts';

const STEPS = ORDER_STEPS.length;
const LEVEL = 0.01;

/** Predicted success over the failure rate for one number of blind retries. */
export type ClosedFormCurve = {
  readonly retries: number;
  readonly points: readonly { readonly rate: number; readonly success: number }[];
};

export type ClosedForm = {
  readonly curves: readonly ClosedFormCurve[];
  /** Cells of arms with none or blind retries that were held against their prediction. */
  readonly cells: number;
  /** Those whose exact binomial test rejects the prediction (Holm, .01). */
  readonly deviating: readonly Cell[];
};

/** Whether faults are independent, on every call, and always before the upstream sees it. */
function isIndependent({ rules }: Scenario): boolean {
  const [rule] = rules;
  return (
    rules.length === 1 &&
    rule !== undefined &&
    rule.rate === 'sweep' &&
    rule.schedule === undefined &&
    Object.keys(rule.match).length === 0 &&
    rule.faults.every(
      (fault) =>
        fault.kind === 'http-error' && (fault.phase ?? rule.phase ?? 'before') === 'before',
    )
  );
}

/** The closed form beside what was measured; undefined for scenarios that have none. */
export function closedFormOf(
  scenario: Scenario,
  { arms, rates }: Experiment,
  cells: readonly Cell[],
): ClosedForm | undefined {
  if (!isIndependent(scenario)) return undefined;
  const retriesOf = new Map(
    arms.flatMap((arm): [string, number][] => {
      const retries = blindRetries(arm);
      return retries === undefined ? [] : [[arm.name, retries]];
    }),
  );
  const measured = cells.filter((cell) => cell.runs > 0 && retriesOf.has(cell.arm));
  const adjusted = holm(measured.map((cell) => cellP(cell, retriesOf.get(cell.arm) ?? 0)));
  const most = Math.max(...rates);
  const drawn = [...new Set([0, ...retriesOf.values()])].toSorted((a, b) => a - b);
  return {
    curves: drawn.map((retries) => curve(retries, most)),
    cells: measured.length,
    deviating: measured.filter((_, index) => (adjusted[index] ?? 1) < LEVEL),
  };
}

function curve(retries: number, most: number): ClosedFormCurve {
  const points = Array.from({ length: 41 }, (_, index) => {
    const rate = (most * index) / 40;
    return { rate, success: blindRetryClosedForm({ rate, retries, steps: STEPS }).success };
  });
  return { retries, points };
}

function cellP({ success, failure_rate: rate }: Cell, retries: number): number {
  const p = blindRetryClosedForm({ rate, retries, steps: STEPS }).success;
  const { count, n } = success;
  const atMost = binomialCdf(count, n, p);
  const atLeast = binomialCdf(n - count, n, 1 - p);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}
