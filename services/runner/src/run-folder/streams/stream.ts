import type { DecisionRecord, RUN_FILE, RunRow } from '@chaos-lab/contracts';
import type { RunOutput } from '../../run/run-output.ts';

/** The files of a run folder that grow with every run. */
export type StreamName = Exclude<keyof typeof RUN_FILE, 'manifest' | 'summary' | 'metrics'>;

/** Whether the pair of a session at a rate is there as a whole, and kept. */
export type IsDone = (session: string, rate: number) => boolean;

/** Takes in what an earlier part of the run left, as if it had just happened. */
export type Replayed = {
  rows(rows: readonly RunRow[]): void;
  records(records: readonly DecisionRecord[]): void;
};

/** One file of a run folder that grows: how runs become lines, and what is kept when it is continued. */
export type Stream = {
  /** The first line, with its line end; empty where there is none. */
  readonly header: string;
  /** The lines of some runs, each with its line end. */
  lines(runs: readonly RunOutput[]): string;
  /** Bytes at the start of the file that belong to pairs that are done. */
  keptBytes(path: string, isDone: IsDone, into: Replayed): Promise<number>;
};
