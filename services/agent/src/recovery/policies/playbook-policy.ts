import type { Failure } from '@chaos-lab/contracts';
import { KEPT_OFF } from '../../calls/failure/classify.ts';
import type { Resolution } from '../playbook/lookup.ts';
import type { LoadedPlaybook } from '../playbook/parse-playbook.ts';
import type { Resolver } from '../playbook/resolver.ts';
import { stagesOf, type Stage } from '../playbook/stages.ts';
import type { WhenFacts } from '../playbook/when.ts';
import { strategyOf } from '../strategies/index.ts';
import { type Situation, stop } from '../strategies/strategy.ts';
import type { TaskContext } from '../../calls/context/task-context.ts';
import { keysOf } from './keys.ts';
import type { Decision, Policy, Recoverer, RecoverySubject } from './policy.ts';
import { makeSafe } from './safety.ts';

export interface PlaybookPolicyOptions {
  readonly loaded: LoadedPlaybook;
  readonly resolve: Resolver;
  readonly context: TaskContext;
  /** Lab ms until the breaker of a route lets a trial through. */
  readonly breakerOpenMs: (route: string) => number;
  readonly lastGood: (subject: RecoverySubject, maxAgeMs: number) => { value: unknown } | undefined;
}

/** Recovers by a playbook, as it was when the task began. */
export function playbookPolicy(options: PlaybookPolicyOptions): Policy {
  const { settings } = options.loaded.book;
  const keys = keysOf(options.loaded.book);
  return {
    sendsKey: (tool) => tool.keyed && keys(tool.name),
    recover: (subject) => new PlaybookRecoverer(options, subject),
    readsBack: settings.safety === 'strict',
    onFailure: settings.compensate_on_failure,
  };
}

interface Chosen {
  readonly condition: string;
  readonly resolution: Resolution;
  readonly stages: readonly Stage[];
  readonly chosenAtMs: number;
  stage: number;
  /** Retries made before the current stage began. */
  base: number;
  previousWaitMs: number;
}

class PlaybookRecoverer implements Recoverer {
  readonly #options: PlaybookPolicyOptions;
  readonly #subject: RecoverySubject;
  readonly #reResolve: boolean;
  #retries = 0;
  #breakerWaits = 0;
  #keptOffRetries = 0;
  /** The entry for failures of calls that went out. */
  #chosen: Chosen | undefined;

  constructor(options: PlaybookPolicyOptions, subject: RecoverySubject) {
    this.#options = options;
    this.#subject = subject;
    const { safety, re_resolve: reResolve } = options.loaded.book.settings;
    this.#reResolve = reResolve ?? safety === 'strict';
  }

  async next(failure: Failure): Promise<Decision> {
    // What was kept off is looked up as what it is and costs no retry.
    const keptOff = KEPT_OFF.has(failure.condition);
    const chosen = await (keptOff ? this.#resolve(failure) : this.#choose(failure));
    const { max_attempts: cap = Infinity } = this.#options.loaded.book.settings;
    const decision = this.#decide(chosen, failure, keptOff);
    const { type } = decision.move;
    const resends = type === 'retry' || type === 'verify';
    if (resends && this.#retries + 1 >= cap) {
      return { ...decision, move: stop(`the cap of ${cap} calls is reached`) };
    }
    if (type === 'await_breaker') this.#breakerWaits += 1;
    else if (resends && keptOff) this.#keptOffRetries += 1;
    else if (resends) this.#retries += 1;
    return decision;
  }

  async #choose(failure: Failure): Promise<Chosen> {
    const same =
      this.#chosen?.condition === failure.condition || !this.#reResolve || isInProgress(failure);
    if (this.#chosen !== undefined && same) return this.#chosen;
    this.#chosen = await this.#resolve(failure);
    return this.#chosen;
  }

  async #resolve(failure: Failure): Promise<Chosen> {
    const { resolve, loaded } = this.#options;
    const resolution = await resolve({
      tool: this.#subject.tool.name,
      condition: failure.condition,
      facts: this.#facts(failure),
    });
    return {
      condition: failure.condition,
      resolution,
      stages: stagesOf(resolution.entry, loaded.book),
      chosenAtMs: this.#options.context.elapsedMs(),
      stage: 0,
      base: 0,
      previousWaitMs: 0,
    };
  }

  /** Asks the stage that is due, and the next ones while each gives up at once. */
  #decide(chosen: Chosen, failure: Failure, keptOff: boolean): Decision {
    for (;;) {
      const stage = chosen.stages[chosen.stage];
      if (stage === undefined) throw new Error('an entry has at least one stage');
      const decision = this.#ask(stage, chosen, failure, keptOff);
      const last = chosen.stage + 1 >= chosen.stages.length;
      if (decision.move.type !== 'stop' || last) {
        if ('waitMs' in decision.move) chosen.previousWaitMs = decision.move.waitMs;
        return decision;
      }
      chosen.stage += 1;
      chosen.base = this.#retries;
      chosen.previousWaitMs = 0;
    }
  }

  #ask({ entry, deadlineS }: Stage, chosen: Chosen, failure: Failure, keptOff: boolean): Decision {
    const situation = this.#situation(chosen, failure, keptOff);
    const move = strategyOf(entry.strategy).next(entry.config, situation);
    const described = {
      strategy: entry.strategy as string,
      path: chosen.resolution.path,
      reason: explain(chosen.resolution, entry.reasoning, failure),
      rewrittenFrom: null,
    };
    const { context } = this.#options;
    const waitS = 'waitMs' in move ? move.waitMs / 1000 : 0;
    if ('waitMs' in move && (context.elapsedMs() - chosen.chosenAtMs) / 1000 + waitS > deadlineS) {
      return { ...described, move: stop(`the sequence's deadline of ${deadlineS} s is over`) };
    }
    return makeSafe({ ...described, move }, entry.strategy, {
      strict: this.#options.loaded.book.settings.safety === 'strict' || isAGuess(chosen.resolution),
      failure,
      tool: this.#subject.tool,
      keySent: this.#subject.keySent,
    });
  }

  #situation(chosen: Chosen, failure: Failure, keptOff: boolean): Situation {
    const { tool, keySent } = this.#subject;
    const { context, breakerOpenMs, lastGood } = this.#options;
    return {
      failure,
      safe: tool.safe,
      keySent,
      verifiable: tool.verification !== undefined,
      retries: keptOff ? this.#keptOffRetries : this.#retries - chosen.base,
      previousWaitMs: chosen.previousWaitMs,
      breakerWaits: this.#breakerWaits,
      breakerOpenMs: breakerOpenMs(tool.operation),
      draw: () => context.draw(tool.operation, this.#retries + 1),
      lastGood: (maxAgeMs) => lastGood(this.#subject, maxAgeMs),
    };
  }

  #facts(failure: Failure): WhenFacts {
    const { tool, keySent } = this.#subject;
    const { context } = this.#options;
    return {
      attempt: this.#retries + 1,
      elapsedS: context.elapsedMs() / 1000,
      retryAfterS: failure.retryAfterS,
      safe: tool.safe,
      idempotent: tool.safe || tool.idempotent || keySent,
      ambiguous: failure.effect === 'ambiguous',
      verifiable: tool.verification !== undefined,
      recentFailureRatio: context.trace.recentFailureRatio(),
    };
  }
}

/** The server is still at work on this key: no answer yet, so the entry for the lost one goes on. */
const isInProgress = ({ status, effect }: Failure): boolean =>
  status === 409 && effect === 'ambiguous';

/** An entry that nobody wrote for this failure is never trusted with a blind resend. */
const isAGuess = ({ level }: Resolution): boolean => level === 'search' || level === 'llm';

/** The author's reasoning; where nobody wrote the entry for this failure, also how it was found. */
function explain(resolution: Resolution, reasoning: string | undefined, failure: Failure): string {
  const { path, level, trace } = resolution;
  if (path === null) return `nothing in the playbook matches ${failure.condition}`;
  const why = reasoning ?? `${level} matches ${failure.condition}`;
  if (!isAGuess(resolution)) return why;
  return `${why} (${trace.find(({ result }) => result === 'won')?.why ?? level})`;
}
