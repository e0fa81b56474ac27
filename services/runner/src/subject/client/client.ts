import type { Identity, Outcome, TaskResult } from '@chaos-lab/contracts';

/** What a client says about one run. */
export type Claim = {
  readonly outcome: Outcome;
  /** Its own account; null for a program, which leaves nothing but its exit code. */
  readonly result: TaskResult | null;
  /** Real ms from start to end. */
  readonly realMs: number;
  /** How a program ended, in words. */
  readonly ended?: string;
  /** The last lines that it printed, where it prints; kept for runs that failed. */
  readonly output?: string;
};

/** Lets one arm do one run: our agent, a service elsewhere, or a program that is started for it. */
export type Client = (identity: Identity, signal: AbortSignal) => Promise<Claim>;
