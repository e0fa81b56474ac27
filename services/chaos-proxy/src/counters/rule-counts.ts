/** What the requests that a rule decided about met. */
type RuleCount = {
  /** Requests that it decided about. */
  readonly decided: number;
  /** Faults that it chose, and those of them that went out. */
  readonly fired: number;
  readonly delivered: number;
};

type Counting = { decided: number; fired: number; delivered: number };

/** Rules remembered by name; those of scenarios long gone are forgotten first. */
const MOST = 20_000;

const NONE: RuleCount = Object.freeze({ decided: 0, fired: 0, delivered: 0 });

/** Counts by the name of the rule, since the proxy started or was reset. */
export class RuleCounts {
  readonly #counts = new Map<string, Counting>();

  of(rule: string): RuleCount {
    return this.#counts.get(rule) ?? NONE;
  }

  decided(rule: string | null, isFault: boolean): void {
    if (rule === null) return;
    const count = this.#counting(rule);
    count.decided += 1;
    if (isFault) count.fired += 1;
  }

  delivered(rule: string | null): void {
    if (rule !== null) this.#counting(rule).delivered += 1;
  }

  clear(): void {
    this.#counts.clear();
  }

  #counting(rule: string): Counting {
    const known = this.#counts.get(rule);
    if (known !== undefined) return known;
    if (this.#counts.size >= MOST) {
      const oldest = this.#counts.keys().next();
      if (oldest.done !== true) this.#counts.delete(oldest.value);
    }
    const made = { decided: 0, fired: 0, delivered: 0 };
    this.#counts.set(rule, made);
    return made;
  }
}
