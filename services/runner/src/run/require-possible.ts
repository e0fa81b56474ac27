import type { DecisionRecord, RunRow, Truth } from '@chaos-lab/contracts';
import { LabFailureError } from '../errors.ts';
import type { Claim } from '../subject/client/client.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What one run left in the three places that know of it. */
export type Evidence = {
  readonly row: RunRow;
  readonly claim: Claim;
  readonly truth: Truth;
  readonly records: readonly DecisionRecord[];
};

/** Throws LabFailureError for a run that cannot have been: then the lab is wrong, not the client. */
export function requirePossible(evidence: Evidence): void {
  const impossible = impossibility(evidence) ?? contradiction(evidence.row);
  if (impossible === undefined) return;
  throw new LabFailureError(
    `${evidence.row.run_id} cannot be: ${impossible}; something else than this experiment acts on its proxy or its upstream`,
  );
}

function impossibility({ row, claim, truth, records }: Evidence): string | undefined {
  const answered = (claim.result?.trace ?? []).filter(
    ({ attempt, status }) => attempt > 0 && status !== null,
  ).length;
  if (records.length < answered) {
    return `its client had ${answered} answers, and ${records.length} calls of it are on the tape`;
  }
  const writes = records.filter(({ method }) => !READING.has(method)).length;
  if (truth.effects > 0 && writes === 0) {
    return `it left ${truth.effects} effects, and no request of it that could is on the tape`;
  }
  if (row.verdict === 'verified_success' && !truth.complete) {
    return 'its verdict is verified_success, and the oracle does not find its effect';
  }
  return undefined;
}

/** What two columns of one row say against each other; undefined for a row that can be. */
export function contradiction(row: RunRow): string | undefined {
  const claimed = row.outcome === 'success';
  const says = `its verdict is ${row.verdict}`;
  switch (row.verdict) {
    case 'verified_success':
    case 'false_success':
      if (!claimed) return `${says}, and it claimed ${row.outcome}`;
      break;
    case 'correct_failure':
    case 'false_failure':
      if (claimed) return `${says}, and it claimed success`;
      break;
    case 'corrupted':
      break;
  }
  const harmless = row.verdict === 'verified_success' || row.verdict === 'correct_failure';
  if (harmless && row.inconsistencies_count > 0) {
    return `${says}, and ${row.inconsistencies_count} things are wrong with what it left`;
  }
  return undefined;
}
