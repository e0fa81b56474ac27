import type { LabCheck, Manifest, RunRow, Summary } from '@chaos-lab/contracts';
import type { AttemptsDigest } from '../collect/attempts.ts';
import type { CellCost } from '../collect/cell-costs.ts';
import type { FaultBin } from '../collect/fault-map.ts';
import type { Session } from '../collect/telling-sessions.ts';
import type { Claims } from '../findings/finding.ts';
import type { ClosedForm } from './closed-form.ts';
import type { ContrastResult } from './contrast-result.ts';
import type { LatencyRow } from './latency-result.ts';

export type ArmView = { readonly name: string; readonly description: string };

/** Everything a report shows, computed; HTML, Markdown and plots only lay it out. */
export type ReportModel = {
  /** The name of the run's folder, as commands take it. */
  readonly run: string;
  readonly manifest: Manifest;
  /** Counted again from the rows, whatever the file says. */
  readonly summary: Summary;
  readonly arms: readonly ArmView[];
  readonly rates: readonly number[];
  readonly checks: readonly LabCheck[];
  readonly claims: Claims;
  readonly notes: readonly string[];
  /** Verified success, and corrupted stores, of the same contrasts. */
  readonly contrasts: readonly ContrastResult[];
  readonly damage: readonly ContrastResult[];
  readonly latency: readonly LatencyRow[];
  readonly closedForm: ClosedForm | undefined;
  readonly costOf: (arm: string, rate: number) => CellCost;
  readonly faultBins: readonly FaultBin[];
  readonly attempts: AttemptsDigest;
  readonly sessions: readonly Session[];
  readonly worst: readonly RunRow[];
};
