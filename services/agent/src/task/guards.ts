import type { BreakerSettings, TaskRequest } from '@chaos-lab/contracts';
import type { TaskContext } from '../calls/context/task-context.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import { withAdmission } from '../calls/guards/admission.ts';
import { withBreaker } from '../calls/guards/breaker.ts';
import { breakerCounts } from '../calls/guards/breaker-counts.ts';
import { Breakers } from '../calls/guards/breakers.ts';
import { withBudget } from '../calls/guards/budget.ts';
import { remembering } from '../calls/remembering.ts';
import type { LoadedPlaybook } from '../recovery/playbook/parse-playbook.ts';
import type { AgentServices } from './agent-services.ts';

interface StackParts {
  readonly request: TaskRequest;
  readonly loaded: LoadedPlaybook | null;
  readonly services: AgentServices;
  readonly context: TaskContext;
  readonly breakers: Breakers | null;
}

/** Transport, memory, breaker, admission, budget: each only where the task has it. */
export function stack(wire: ToolExecutor, parts: StackParts): ToolExecutor {
  const { request, loaded, services, context, breakers } = parts;
  if (loaded === null && breakers === null) return wire;
  let executor = loaded === null ? wire : remembering(wire, services.answers);
  if (breakers !== null) executor = withBreaker(executor, breakers, context);
  if (loaded === null) return executor;
  const { retry_budget: budget, concurrency, throttle } = loaded.book.settings;
  const { timeScale } = request;
  const clock = { timeScale, now: (): number => services.clock.now() * timeScale };
  const owner = ownerOf(request, loaded);
  if (concurrency !== undefined || throttle !== undefined) {
    const admission = services.shared.admission(owner, { concurrency, throttle }, clock);
    executor = withAdmission(executor, admission, context);
  }
  if (budget === undefined) return executor;
  return withBudget(executor, services.shared.budgets(owner, budget, clock), context);
}

/** The breakers of a task, its own or those it shares; null where it has none. */
export function openBreakers(
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
