import type { ConfigOf, Failure } from '@chaos-lab/contracts';
import type { AnyTool } from '../../tools/tool.ts';
import type { Move } from '../strategies/strategy.ts';

/** A move, and why: what the trace says about it. */
export interface Decision {
  readonly strategy: string;
  /** JSON path of the playbook entry behind it. */
  readonly path: string | null;
  readonly reason: string;
  readonly move: Move;
  readonly rewrittenFrom: string | null;
}

/** What a policy knows about the call that it may have to recover. */
export interface RecoverySubject {
  readonly tool: AnyTool;
  readonly input: unknown;
  readonly keySent: boolean;
}

/** Decides about the failures of one call, one after the other. */
export interface Recoverer {
  next(failure: Failure): Decision | Promise<Decision>;
}

/** What decides about recovery in a task. */
export interface Policy {
  /** Whether the writes of this tool carry an Idempotency-Key, from the first call on. */
  sendsKey(tool: AnyTool): boolean;
  recover(subject: RecoverySubject): Recoverer;
  /** Reads a write in doubt back before its step is given up. */
  readonly readsBack?: boolean;
  /** How to undo what a task has done, once one of its steps has failed for good. */
  readonly onFailure?: ConfigOf<'compensate'> | undefined;
}
