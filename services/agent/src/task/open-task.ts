import type { TaskRequest, WorkflowChoice } from '@chaos-lab/contracts';
import { seededRandom } from '@chaos-lab/service-kit';
import type { AgentServices } from './agent-services.ts';
import type { Breakers } from '../calls/guards/breakers.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import { withRecovery } from '../recovery/recovering.ts';
import { transport } from '../calls/transport.ts';
import type { LoadedPlaybook } from '../recovery/playbook/parse-playbook.ts';
import { createResolver } from '../recovery/playbook/resolver.ts';
import { axiosRetryConfig, axiosRetryPolicy } from '../recovery/policies/axios-retry.ts';
import { blindPolicy } from '../recovery/policies/blind.ts';
import { noPolicy } from '../recovery/policies/none.ts';
import { playbookPolicy } from '../recovery/policies/playbook-policy.ts';
import type { Policy } from '../recovery/policies/policy.ts';
import { workflowOf } from '../workflow/registry.ts';
import { openBreakers, stack } from './guards.ts';
import type { JournaledTask } from './journal/journal.ts';
import type { RunTaskOptions, Task } from './task.ts';
import { createTaskContext, type TaskContext } from '../calls/context/task-context.ts';

/** Puts a task together: its policy, and the stack of executors its calls go through. */
export function openTask(
  request: TaskRequest,
  choice: WorkflowChoice,
  services: AgentServices,
  { listener, signal }: RunTaskOptions,
  earlier?: JournaledTask,
): Task {
  const { policy: asked } = request;
  const workflow = workflowOf(services.workflows, choice.name);
  if (workflow === undefined) throw new Error('a workflow that was chosen is there');
  const loaded = asked.type === 'playbook' ? services.library.get(asked.name) : null;
  const settings = loaded?.book.settings;
  const { clock, floors } = services;
  const id = earlier?.id ?? services.newTaskId();
  const keeper = services.journal.begin(id, () => task);
  const context = createTaskContext({ request, settings, clock, floors, keeper, listener, signal });
  const breakers = openBreakers(request, loaded, services, context);
  const policy = policyOf(request, loaded, services, context, breakers);
  const wireFor = (of: TaskContext): ToolExecutor => openTransport(request, services, of);
  const executor = withRecovery({
    next: stack(wireFor(context), { request, loaded, services, context, breakers }),
    policy,
    context,
  });
  const task: Task = {
    id,
    request,
    choice,
    services,
    context,
    workflow,
    policy,
    loaded,
    wireFor,
    executor,
    breakers,
    facts: earlier?.facts ?? { shipDate: shipDateOf(id) },
    done: [...(earlier?.done ?? [])],
    failed: null,
    close: () => {
      if (breakers?.settings.scope === 'task') breakers.close();
    },
  };
  return task;
}

function openTransport(
  { policy }: TaskRequest,
  { upstream }: AgentServices,
  context: TaskContext,
): ToolExecutor {
  if (policy.type !== 'axios-retry') return transport({ client: upstream.plain, context });
  const retryConfig = axiosRetryConfig(policy, context);
  return transport({ client: upstream.retrying, context, retryConfig });
}

function policyOf(
  { policy, timeScale }: TaskRequest,
  loaded: LoadedPlaybook | null,
  services: AgentServices,
  context: TaskContext,
  breakers: Breakers | null,
): Policy {
  switch (policy.type) {
    case 'none':
      return noPolicy;
    case 'blind':
      return blindPolicy(policy.retries);
    case 'axios-retry':
      return axiosRetryPolicy;
    default: {
      if (loaded === null) throw new Error('a playbook policy has a playbook');
      return playbookPolicy({
        loaded,
        resolve: createResolver(loaded, services),
        context,
        breakerOpenMs: (route) => breakers?.openMs(route) ?? 0,
        lastGood: ({ tool, input }, maxAgeMs) =>
          services.answers.get(tool.name, input, maxAgeMs / timeScale),
      });
    }
  }
}

/** A time in 2030 that no other task has, so that an order can be told from others. */
function shipDateOf(taskId: string): string {
  const draw = seededRandom(taskId)();
  return new Date(Date.UTC(2030, 0, 1) + Math.floor(draw * 365 * 86_400_000)).toISOString();
}
