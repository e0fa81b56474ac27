import type { Identity, Outcome, TaskResult } from '@chaos-lab/contracts';

/** What an agent says about one run. */
export type Claim = {
  readonly outcome: Outcome;
  /** The agent's own account; null for a program, which leaves nothing but its exit code. */
  readonly result: TaskResult | null;
  /** Real ms from start to end. */
  readonly realMs: number;
};

/** Lets one arm do one run. */
export type AgentDriver = (identity: Identity, signal: AbortSignal) => Promise<Claim>;
