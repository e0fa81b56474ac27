import type { Scenario } from '@chaos-lab/contracts';
import { type CompiledScenario, compileScenario, type ScenarioDefaults } from './compile.ts';
import { ScenarioError } from './scenario-error.ts';
import { unresolvedSweeps } from './sweep.ts';

/** Calls back after real ms; the result takes the call back again. */
export type After = (ms: number, callback: () => void) => () => void;

type ScenarioStoreDeps = {
  readonly defaults: ScenarioDefaults;
  readonly now: () => number;
  readonly after: After;
};

/** Versions that `GET /explain` can still look at. */
const REMEMBERED = 64;

/** The scenario in force. Replacing it is one assignment, so that a request sees one version whole. */
export class ScenarioStore {
  readonly #deps: ScenarioStoreDeps;
  readonly #versions = new Map<string, CompiledScenario>();
  #current: CompiledScenario;
  /** What comes back when a temporary scenario ends. */
  #temporary:
    | { readonly base: CompiledScenario; readonly cancel: () => void; endsAt: number }
    | undefined;

  constructor(initial: Scenario, deps: ScenarioStoreDeps) {
    this.#deps = deps;
    this.#current = this.#compile(initial);
  }

  get current(): CompiledScenario {
    return this.#current;
  }

  /** When the scenario in force ends by itself, in real ms; undefined for one that stays. */
  get endsAt(): number | undefined {
    return this.#temporary?.endsAt;
  }

  /** A version that is or was in force not long ago. */
  version(version: string): CompiledScenario | undefined {
    return this.#versions.get(version);
  }

  /**
   * Puts a scenario in force, for `ttlMs` real ms where given; then what was there before comes
   * back. Throws ScenarioError and changes nothing where the scenario cannot be used.
   */
  replace(document: Scenario, ttlMs?: number): CompiledScenario {
    const next = this.#compile(document, this.#current);
    const base = this.#temporary?.base ?? this.#current;
    this.#temporary?.cancel();
    this.#temporary =
      ttlMs === undefined
        ? undefined
        : {
            base,
            cancel: this.#deps.after(ttlMs, () => this.#revert(base)),
            endsAt: this.#deps.now() + ttlMs,
          };
    this.#current = next;
    return next;
  }

  /** Remembers what is in force now; the result brings it back, a temporary one for what is left of it. */
  keep(): () => void {
    const { document } = this.#current;
    const temporary = this.#temporary;
    return () => {
      this.replace((temporary?.base ?? { document }).document);
      const leftMs = (temporary?.endsAt ?? 0) - this.#deps.now();
      if (leftMs > 0) this.replace(document, leftMs);
    };
  }

  #revert(base: CompiledScenario): void {
    this.#temporary = undefined;
    this.#current = base;
  }

  #compile(document: Scenario, before?: CompiledScenario): CompiledScenario {
    const issues = unresolvedSweeps(document);
    if (issues.length > 0) throw new ScenarioError('', issues);
    const compiled = compileScenario(document, this.#deps.defaults, before);
    this.#versions.delete(compiled.version);
    this.#versions.set(compiled.version, compiled);
    if (this.#versions.size > REMEMBERED) {
      const oldest = this.#versions.keys().next();
      if (oldest.done !== true) this.#versions.delete(oldest.value);
    }
    return compiled;
  }
}
