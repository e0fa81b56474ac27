import { story } from '../trial/story.ts';
import { type HuntReport, headline, runsOf } from './hunt-report.ts';

/** What `--json` prints. */
export function huntJson(report: HuntReport, files: readonly string[]) {
  const { client, target, k, faults, oracle, result, findings, known, certificate } = report;
  return {
    headline: headline(report),
    client,
    target,
    k,
    faults,
    oracle,
    complete: result.complete,
    runs: runsOf(result),
    sets: result.bySize,
    fates: result.fates,
    covered: result.covered,
    seconds: report.seconds,
    findings: findings.map(({ cause, set, sets, run, violation, shrunk }) => ({
      cause: cause.sentence,
      id: cause.id,
      known: known.has(cause.id),
      invariant: cause.invariant,
      detail: violation.detail,
      set: set.map(({ at, fault }) => ({ ...at, fault })),
      sets,
      shrunk,
      story: story(run),
    })),
    certificate,
    refusals: report.refusals,
    files,
  };
}
