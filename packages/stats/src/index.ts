export { type BlindRetryDesign, blindRetryClosedForm } from './design/closed-form.ts';
export { discordanceFromRates } from './design/discordance.ts';
export { mcnemarPower } from './design/mcnemar-power.ts';
export { pairsNeeded } from './design/pairs-needed.ts';
export { binomialCdf, normalUpperTail } from './foundation/distributions.ts';
export { StatisticsError } from './foundation/errors.ts';
export type { Interval } from './foundation/interval.ts';
export { KeyedSample } from './online/keyed-sample.ts';
export { LatencyHistogram } from './online/latency-histogram.ts';
export { type Ratio, RatioOfSums } from './online/ratio-of-sums.ts';
export { Welford } from './online/welford.ts';
export { aaCheck } from './paired/aa-check.ts';
export { compareAll } from './paired/compare-all.ts';
export { type Comparison, comparison } from './paired/comparison.ts';
export { holm } from './paired/holm.ts';
export { mcnemarP } from './paired/mcnemar.ts';
export { pairedDifference } from './paired/paired-difference.ts';
export { pairCount, type PairedTable } from './paired/paired-table.ts';
export { auditFaultRate, type FaultRateAudit } from './proportions/fault-rate-audit.ts';
export { wilson } from './proportions/wilson.ts';
export { zeroEventBound } from './proportions/zero-events.ts';
export { EProcess } from './sequential/e-process.ts';
export { logEValue } from './sequential/mixture.ts';
export { decideStop } from './sequential/stopping.ts';
export { DeadlineTimes } from './times/deadline-times.ts';
export {
  pairedQuantileBootstrap,
  type QuantileDifference,
  type TimePair,
} from './times/paired-bootstrap.ts';
