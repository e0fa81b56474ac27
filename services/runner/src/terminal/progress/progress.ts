import type { OnlineSummary } from '../../summary/online-summary.ts';

/** Where an experiment is, for a display. */
export type ProgressState = {
  readonly done: number;
  readonly planned: number;
  /** The rate of the pair that was written last. */
  readonly rate: number;
  readonly elapsedS: number;
  /** Null before there is anything to judge by. */
  readonly leftS: number | null;
  /** Verified success at this rate so far. */
  readonly arms: readonly {
    readonly arm: string;
    readonly ratio: number | null;
    readonly low: number;
    readonly high: number;
  }[];
};

export type Progress = {
  update(state: ProgressState): void;
  /** Something to say beside the bar. */
  note(text: string): void;
  close(): void;
};

/**
 * Reads the state off the summary. `elapsedS` counts from the start of this part of the experiment,
 * before which `doneBefore` runs were there already.
 */
export function progressState(
  summary: OnlineSummary,
  doneBefore: number,
  rate: number,
  elapsedS: number,
): ProgressState {
  const done = summary.runs();
  const planned = summary.planned();
  const here = done - doneBefore;
  return {
    done,
    planned,
    rate,
    elapsedS,
    leftS: here === 0 ? null : (elapsedS / here) * (planned - done),
    arms: summary.successAt(rate),
  };
}
