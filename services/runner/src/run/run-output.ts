import type { AttemptRow, DecisionRecord, RunRow } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { PlannedPair, PlannedRun } from '../experiment/pairs.ts';
import type { HttpClient } from '../lab/http-client.ts';
import type { Claim } from '../subject/client/client.ts';
import type { Subject } from '../subject/subject.ts';
import type { RunContext } from './run-row.ts';
import type { LabWatch } from './watch/lab-watch.ts';

/** Everything that is kept of one run; none of it after the row is written. */
export type RunOutput = {
  readonly row: RunRow;
  readonly attempts: readonly AttemptRow[];
  readonly tapeLines: readonly string[];
  readonly records: readonly DecisionRecord[];
  /** What the client of a failed run printed last; undefined where it prints nothing. */
  readonly printed: string | undefined;
};

export type PairOutput = { readonly pair: PlannedPair; readonly runs: readonly RunOutput[] };

export type RunDeps = {
  readonly context: RunContext;
  readonly subject: Pick<Subject, 'clients' | 'oracle'>;
  readonly proxy: HttpClient;
  readonly watch: Pick<LabWatch, 'look' | 'during'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** What the client of one run said, and when, in Unix ms. */
export type ClaimedRun = {
  readonly run: PlannedRun;
  readonly claim: Claim;
  readonly startedAt: number;
  readonly endedAt: number;
};
export type ClaimedPair = {
  readonly pair: PlannedPair;
  readonly runs: readonly ClaimedRun[];
  /** 1 the first time. */
  readonly tries: number;
};
