import type { TaskRequest } from '@chaos-lab/contracts';
import type { Breakers } from '../calls/guards/breakers.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import type { StepExecutor } from '../recovery/step-executor.ts';
import type { LoadedPlaybook } from '../recovery/playbook/parse-playbook.ts';
import type { Policy } from '../recovery/policies/policy.ts';
import type { OrderFacts } from '../workflow/order.ts';
import type { Workflow } from '../workflow/workflow.ts';
import type { AgentServices } from './agent-services.ts';
import type { StepFailure } from './step-failure.ts';
import type { TaskListener } from '../calls/context/trace.ts';
import type { TaskContext } from '../calls/context/task-context.ts';

export interface RunTaskOptions {
  readonly listener?: TaskListener | undefined;
  /** Calls the task off. */
  readonly signal?: AbortSignal | undefined;
}

/** One task on its way: what it was asked, what it has, and how far it is. */
export interface Task {
  readonly id: string;
  readonly request: TaskRequest;
  readonly services: AgentServices;
  readonly context: TaskContext;
  readonly workflow: Workflow<OrderFacts>;
  readonly policy: Policy;
  readonly loaded: LoadedPlaybook | null;
  /** The bare transport, for calls in this context. */
  wireFor(context: TaskContext): ToolExecutor;
  /** The whole stack, recovery on top. */
  readonly executor: StepExecutor;
  readonly breakers: Breakers | null;
  facts: OrderFacts;
  readonly done: string[];
  failed: StepFailure | null;
  close(): void;
}
