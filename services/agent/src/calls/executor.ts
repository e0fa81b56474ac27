import type { BreakerState, Failure } from '@chaos-lab/contracts';
import type { Write } from './writes/write-log.ts';
import type { AnyTool } from '../tools/tool.ts';

/** What a call came to. No failure of any kind leaves an executor as an exception. */
export type CallResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: Failure };

export interface ToolCall {
  /** The step of the workflow that the call belongs to. */
  readonly step: string;
  readonly tool: AnyTool;
  readonly input: unknown;
  /** Whether it does the step itself, or reads back or undoes on its behalf. */
  readonly purpose: 'step' | 'verify' | 'undo';
  readonly idempotencyKey: string | null;
  /** The write that an `undo` is to take back. */
  readonly undoes?: Write | undefined;
  /**
   * What a call that this one repeats, or makes up for, failed as; null where none has gone out. A
   * call that breaker or budget kept off is none.
   */
  readonly retryOf: string | null;
  /** Lab ms, instead of the task's own. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** State of the breaker that let the call through. */
  readonly breaker?: BreakerState;
}

/**
 * Does calls of tools. The transport is one; breaker, budget and recovery each wrap another, so that
 * any of them can be left out.
 */
export interface ToolExecutor {
  execute(call: ToolCall): Promise<CallResult>;
}
