import type { TaskRequest } from '@chaos-lab/contracts';
import type { AgentServices } from './agent-services.ts';
import type { StepResult } from '../recovery/step-executor.ts';
import { chooseWorkflow } from './choose-workflow.ts';
import { openTask } from './open-task.ts';
import type { AnyTool } from '../tools/tool.ts';

export interface SafeExecution {
  readonly result: StepResult;
  /** Calls that went out on the wire. */
  readonly calls: number;
}

/**
 * Calls one tool with all the recovery that the request's policy has. No failure of any kind is
 * thrown: it comes back classified.
 */
export async function executeToolSafely(
  tool: AnyTool,
  input: unknown,
  request: TaskRequest,
  services: AgentServices,
): Promise<SafeExecution> {
  const task = openTask(request, await chooseWorkflow(request, services), services, {});
  try {
    const result = await task.executor.run({
      step: tool.name,
      tool,
      input,
      idempotencyKey: task.policy.sendsKey(tool) && !tool.safe ? `${task.id}-${tool.name}` : null,
      purpose: 'step',
    });
    return { result, calls: task.context.trace.calls };
  } finally {
    task.close();
    await services.journal.end(task.id, false);
  }
}
