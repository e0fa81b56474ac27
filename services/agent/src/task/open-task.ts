import type { BreakerSettings, TaskRequest, WorkflowChoice } from '@chaos-lab/contracts';
import { seededRandom } from '@chaos-lab/service-kit';
import type { AgentServices } from './agent-services.ts';
import { withBreaker } from '../calls/guards/breaker.ts';
import { Breakers } from '../calls/guards/breakers.ts';
import { withBudget } from '../calls/guards/budget.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import { withRecovery } from '../recovery/recovering.ts';
import { remembering } from '../calls/remembering.ts';
import { transport } from '../calls/transport.ts';
import type { LoadedPlaybook } from '../recovery/playbook/parse-playbook.ts';
import { createResolver } from '../recovery/playbook/resolver.ts';
import { axiosRetryConfig, axiosRetryPolicy } from '../recovery/policies/axios-retry.ts';
import { blindPolicy } from '../recovery/policies/blind.ts';
import { breakerCounts } from '../calls/guards/breaker-counts.ts';
import { noPolicy } from '../recovery/policies/none.ts';
import { playbookPolicy } from '../recovery/policies/playbook-policy.ts';
import type { Policy } from '../recovery/policies/policy.ts';
import { workflowOf } from '../workflow/registry.ts';
import type { RunTaskOptions, Task } from './task.ts';
import { createTaskContext, type TaskContext } from '../calls/context/task-context.ts';

/** Puts a task together: its policy, and the stack of executors its calls go through. */
export function openTask(
  request: TaskRequest,
  choice: WorkflowChoice,
  services: AgentServices,
  { listener, signal }: RunTaskOptions,
): Task {
  const { policy: asked } = request;
  const workflow = workflowOf(services.workflows, choice.name);
  if (workflow === undefined) throw new Error('a workflow that was chosen is there');
  const loaded = asked.type === 'playbook' ? services.library.get(asked.name) : null;
  const settings = loaded?.book.settings;
  const { clock, floors } = services;
  const context = createTaskContext({ request, settings, clock, floors, listener, signal });
  const breakers = openBreakers(request, loaded, services, context);
  const policy = policyOf(request, loaded, services, context, breakers);
  const wireFor = (of: TaskContext): ToolExecutor => openTransport(request, services, of);
  const executor = withRecovery({
    next: stack(wireFor(context), { request, loaded, services, context, breakers }),
    policy,
    context,
  });
  const id = services.newTaskId();
  return {
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
    facts: { shipDate: shipDateOf(id) },
    done: [],
    failed: null,
    close: () => {
      if (breakers?.settings.scope === 'task') breakers.close();
    },
  };
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

interface StackParts {
  readonly request: TaskRequest;
  readonly loaded: LoadedPlaybook | null;
  readonly services: AgentServices;
  readonly context: TaskContext;
  readonly breakers: Breakers | null;
}

/** Transport, memory, breaker, budget: each only where the task has it. */
function stack(wire: ToolExecutor, parts: StackParts): ToolExecutor {
  const { request, loaded, services, context, breakers } = parts;
  if (loaded === null && breakers === null) return wire;
  let executor = loaded === null ? wire : remembering(wire, services.answers);
  if (breakers !== null) executor = withBreaker(executor, breakers, context);
  const settings = loaded?.book.settings.retry_budget;
  if (settings === undefined) return executor;
  const { timeScale } = request;
  const now = (): number => services.clock.now() * timeScale;
  const owner = ownerOf(request, loaded);
  return withBudget(
    executor,
    services.shared.budgets(owner, settings, { timeScale, now }),
    context,
  );
}

function openBreakers(
  request: TaskRequest,
  loaded: LoadedPlaybook | null,
  { shared, clock, onBreakerMove: onMove }: AgentServices,
  { deadline }: TaskContext,
): Breakers | null {
  const settings = breakerSettingsOf(request, loaded);
  if (settings === undefined) return null;
  const options = {
    settings,
    timeScale: request.timeScale,
    counts: breakerCounts(loaded?.book.settings.breaker_counts),
    onMove,
  };
  const passed = (): number => clock.now() * request.timeScale;
  if (settings.scope === 'process') {
    return shared.breakers(ownerOf(request, loaded), {
      ...options,
      clock: { decided: passed, passed },
    });
  }
  // Decided time, so that the wait for a trial does not depend on how fast anything was.
  return new Breakers({ ...options, clock: { decided: () => deadline.decidedMs, passed } });
}

function breakerSettingsOf(
  request: TaskRequest,
  loaded: LoadedPlaybook | null,
): BreakerSettings | undefined {
  const settings = request.breaker ?? loaded?.book.settings.breaker;
  return settings === false ? undefined : settings;
}

/** Tasks of one arm and one version of a playbook share; arms must not disturb each other. */
const ownerOf = ({ arm }: TaskRequest, loaded: LoadedPlaybook | null): string =>
  `${arm}\n${loaded?.name ?? '-'}@${loaded?.version ?? '-'}`;

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
