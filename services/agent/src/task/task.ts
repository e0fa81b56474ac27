import type { TaskRequest, WorkflowChoice } from '@chaos-lab/contracts';
import type { Breakers } from '../calls/guards/breakers.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import type { StepExecutor } from '../recovery/step-executor.ts';
import type { LoadedPlaybook } from '../recovery/playbook/parse-playbook.ts';
import type { Policy } from '../recovery/policies/policy.ts';
import type { Facts, WorkflowDefinition } from '../workflow/definition.ts';
import type { AgentServices } from './agent-services.ts';
import type { StepFailure } from './step-failure.ts';
import type { TaskListener } from '../calls/context/trace.ts';
import type { TaskContext } from '../calls/context/task-context.ts';

export interface RunTaskOptions {
  readonly listener?: TaskListener | undefined;
  /** Absent: chosen as the request says. */
  readonly choice?: WorkflowChoice | undefined;
  /** Calls the task off. */
  readonly signal?: AbortSignal | undefined;
}

/** One task on its way: what it was asked, what it has, and how far it is. */
export interface Task {
  readonly id: string;
  readonly request: TaskRequest;
  readonly choice: WorkflowChoice;
  readonly services: AgentServices;
  readonly context: TaskContext;
  readonly workflow: WorkflowDefinition;
  readonly policy: Policy;
  readonly loaded: LoadedPlaybook | null;
  /** The bare transport, for calls in this context. */
  wireFor(context: TaskContext): ToolExecutor;
  /** The whole stack, recovery on top. */
  readonly executor: StepExecutor;
  readonly breakers: Breakers | null;
  facts: Facts;
  readonly done: string[];
  failed: StepFailure | null;
  close(): void;
}
