import type { ConcurrencySettings, Failure, ThrottleSettings } from '@chaos-lab/contracts';
import type { TaskContext } from '../context/task-context.ts';
import type { CallResult, ToolExecutor } from '../executor.ts';
import { type CallEnd, ConcurrencyLimit } from './concurrency-limit.ts';
import { keptOff } from './kept-off.ts';
import { Throttle } from './throttle.ts';

export interface AdmissionSettings {
  readonly concurrency?: ConcurrencySettings | undefined;
  readonly throttle?: ThrottleSettings | undefined;
}

interface Route {
  readonly limit: ConcurrencyLimit | undefined;
  readonly throttle: Throttle | undefined;
}

/** What tasks that share a service know of its load, by route. */
export class Admission {
  readonly settings: AdmissionSettings;
  readonly now: () => number;
  readonly #routes = new Map<string, Route>();

  /** `now` in lab ms. */
  constructor(settings: AdmissionSettings, now: () => number) {
    this.settings = settings;
    this.now = now;
  }

  of(route: string): Route {
    const known = this.#routes.get(route);
    if (known !== undefined) return known;
    const { concurrency, throttle } = this.settings;
    const made: Route = {
      limit: concurrency === undefined ? undefined : new ConcurrencyLimit(concurrency),
      throttle: throttle === undefined ? undefined : new Throttle(throttle, this.now),
    };
    this.#routes.set(route, made);
    return made;
  }
}

/**
 * Lets calls out only as fast as their service takes them: those beyond its concurrency wait in turn,
 * those beyond its throttle, or that waited too long, are `budget_exhausted`.
 */
export function withAdmission(
  next: ToolExecutor,
  admission: Admission,
  context: TaskContext,
): ToolExecutor {
  return {
    async execute(call) {
      const { operation } = call.tool;
      const { limit, throttle } = admission.of(operation);
      const draw = (): number =>
        context.draw(`${operation} throttle`, context.trace.attempts.length);
      if (throttle?.admits(draw) === false) {
        const why = 'the service takes less than it is sent';
        return keptOff('budget_exhausted', why, call, 'off', context);
      }
      if (limit !== undefined && !(await limit.enter(patience(call.signal, admission, context)))) {
        // Called off, the call itself says so.
        if ((call.signal ?? context.signal)?.aborted === true) return next.execute(call);
        const why = 'no place among the calls under way';
        return keptOff('budget_exhausted', why, call, 'off', context);
      }
      const began = admission.now();
      let end: CallEnd = { type: 'other' };
      try {
        const result = await next.execute(call);
        end = endOf(result, admission.now() - began);
        if (end.type === 'answered') throttle?.accepted();
        return result;
      } finally {
        limit?.leave(end, began, admission.now());
      }
    },
  };
}

function endOf(result: CallResult, tookMs: number): CallEnd {
  if (result.ok || result.failure.effect === 'answered') {
    return !result.ok && isOverload(result.failure)
      ? { type: 'overload' }
      : { type: 'answered', tookMs };
  }
  return isOverload(result.failure) ? { type: 'overload' } : { type: 'other' };
}

/** What says that a service has more to do than it can. */
const isOverload = ({ condition }: Failure): boolean =>
  condition === 'timeout' || condition === '429' || condition === '503' || condition === '504';

/** Fires when a call has waited for as long as it may. */
function patience(
  own: AbortSignal | undefined,
  { settings }: Admission,
  context: TaskContext,
): AbortSignal {
  const waitMs = (settings.concurrency?.max_wait_s ?? 0) * 1000;
  const { ms } = context.deadline.limit(waitMs / context.timeScale);
  const over = AbortSignal.timeout(Math.ceil(ms));
  const off = own ?? context.signal;
  return off === undefined ? over : AbortSignal.any([off, over]);
}
