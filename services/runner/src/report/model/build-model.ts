import { basename, resolve } from 'node:path';
import { digestRun } from '../collect/digest-run.ts';
import { claimsOf } from '../findings/claims.ts';
import { notesOf } from '../findings/notes.ts';
import type { RunDocuments } from '../../run-folder/documents.ts';
import { describeArm } from './arm-words.ts';
import { closedFormOf } from './closed-form.ts';
import { contrastResult } from './contrast-result.ts';
import { decidingTest } from './deciding-p.ts';
import { latencyRows } from './latency-result.ts';
import type { ReportModel } from './report-model.ts';

/** Computes everything a report shows. Throws RunFolderError where the folder does not hold a whole run. */
export async function buildModel(folder: string, documents: RunDocuments): Promise<ReportModel> {
  const { manifest } = documents;
  const { experiment, scenario } = manifest;
  const digest = await digestRun(folder, documents);
  const { summary } = digest;
  const { rates, confidence, seed } = experiment;
  const { checks } = summary;
  const options = { confidence, test: decidingTest(experiment) };
  const corrupted = digest.corrupted.map((counter) => counter.snapshot());
  return {
    run: basename(resolve(folder)),
    manifest,
    summary,
    arms: experiment.arms.map((arm) => ({ name: arm.name, description: describeArm(arm) })),
    rates,
    checks,
    claims: claimsOf(checks, summary),
    notes: notesOf(summary, { cutFiles: digest.cutFiles }),
    contrasts: digest.contrasts.map((contrast) =>
      contrastResult(contrast, summary.comparisons, { ...options, metric: 'verified_success' }),
    ),
    damage: digest.contrasts.map((contrast) =>
      contrastResult(contrast, corrupted, { ...options, metric: 'corrupted' }),
    ),
    latency: [...digest.latency].flatMap(([contrast, collected]) =>
      latencyRows(contrast, collected, { rates: faultyRates(rates), seed, confidence }),
    ),
    closedForm: closedFormOf(scenario, experiment, summary.cells),
    costOf: (arm, rate) => digest.costs.of(arm, rate),
    faultBins: digest.faults.bins(),
    attempts: digest.attempts,
    sessions: digest.sessions,
    worst: digest.worst,
  };
}

/** A rate without faults is a control; where there is nothing else, it is all there is. */
function faultyRates(rates: readonly number[]): readonly number[] {
  const faulty = rates.filter((rate) => rate > 0);
  return faulty.length === 0 ? rates : faulty;
}
