import type { Identity, Truth } from '@chaos-lab/contracts';

/** Says what really became of runs, whatever their clients claim. */
export type Oracle = {
  /** As reports name it. */
  readonly name: string;
  /**
   * The truth about each run, in the order asked; what is kept for them there may be dropped. Throws
   * LabFailureError where it cannot say.
   */
  judge(runs: readonly Identity[]): Promise<readonly Truth[]>;
};
