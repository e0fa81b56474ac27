import type { ConfigOf, Failure } from '@chaos-lab/contracts';
import type { Write } from '../calls/writes/write-log.ts';
import type { AnyTool } from '../tools/tool.ts';

/** What a step came to, after all recovery. */
export type StepResult =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly escalated: boolean;
      /** How the playbook wants the task's effects undone, where it does. */
      readonly compensate: ConfigOf<'compensate'> | undefined;
    };

export interface StepCall {
  readonly step: string;
  readonly tool: AnyTool;
  readonly input: unknown;
  readonly idempotencyKey: string | null;
  readonly purpose: 'step' | 'verify' | 'undo';
  /** The write that an `undo` is to take back. */
  readonly undoes?: Write | undefined;
  /** What the call that this one makes up for failed as, where there was one. */
  readonly retryOf?: string | undefined;
}

export interface StepExecutor {
  run(call: StepCall): Promise<StepResult>;
}
