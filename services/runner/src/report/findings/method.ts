import type { ReportModel } from '../model/report-model.ts';
import { count, percent } from '../../summary/words/numbers.ts';

/** How the numbers were made, in sentences that hold for this run. */
export function methodOf({ manifest, contrasts, summary }: ReportModel): readonly string[] {
  const { timeScale } = manifest.experiment;
  const level = percent(summary.confidence);
  const alpha = percent(1 - summary.confidence);
  const sequential = contrasts[0]?.test === 'e-value';
  return [
    'The unit is one run of the order workflow. Every arm meets the same sessions, and a session brings the same fault to the same attempt of the same call, so arms are compared pair by pair. A run counts as a success only if the ledger of the petstore shows exactly one order and its pet sold.',
    `Shares have Wilson ${level} intervals, paired differences Tango ${level} intervals. ` +
      (sequential
        ? `The experiment may stop early, so verdicts rest on e-values, which hold at any stopping time, adjusted by Holm over the rates of a contrast (level ${alpha}); intervals and McNemar p-values are those of a fixed size and only for reading.`
        : `Verdicts rest on McNemar’s mid-p test of the discordant pairs, adjusted by Holm over the failure rates of a contrast (level ${alpha}). A rate without faults is a control and not tested.`),
    'Latencies are compared over sessions in which both arms succeed, by a seeded paired bootstrap of quantiles over at most 500 sessions. Amplification is the ratio of sums over runs with a delta-method interval.',
    ...(timeScale === 1
      ? []
      : [
          `Waits were shortened ${count(timeScale)}-fold while the lab ran; every time here is lab time, what it would have taken without that.`,
        ]),
    'No difference is claimed unless the A/A check and the fault-rate audit have passed.',
  ];
}
