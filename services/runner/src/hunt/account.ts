import { createHash } from 'node:crypto';
import type { Violation } from '../trial/invariants/index.ts';
import type { Observation } from '../trial/observation.ts';
import { CoverageTally } from './coverage.ts';
import { Findings } from './findings.ts';
import type { Fate, Step } from './search/breadth-first.ts';
import { setKey, setText } from './search/fault-set.ts';
import type { Frontier } from './search/frontier.ts';

/** Counts what a hunt does, in memory that does not grow with the number of sets. */
export class Account {
  readonly findings: Findings;
  readonly coverage = new CoverageTally();
  readonly #kinds: number;
  readonly #k: number;
  readonly #bySize: number[] = [];
  readonly #fates: Record<Fate, number> = { held: 0, failed: 0, inert: 0, merged: 0 };
  readonly #tape = createHash('sha256');
  /** By size: places where a set of the size below can be extended. */
  readonly #places: number[] = [];
  #covered = 0;
  #racing = 0;
  #disturbed = 0;
  #strayed: string | null = null;

  /** `weakest` are the words of the faults, from the weakest on. */
  constructor(weakest: readonly string[], k: number) {
    this.findings = new Findings(weakest);
    this.#kinds = weakest.length;
    this.#k = k;
  }

  /** The same frontier, counted as it grows. */
  counting(frontier: Frontier): Frontier {
    return {
      add: (size, node) => {
        this.#places[size + 1] = (this.#places[size + 1] ?? 0) + node.next.length;
        return frontier.add(size, node);
      },
      read: (size) => frontier.read(size),
    };
  }

  onCovered(): void {
    this.#covered += 1;
  }

  onRun(run: Observation, violation: Violation | null): void {
    this.coverage.add(run, violation);
    if (run.records.some(({ racing }) => racing)) this.#racing += 1;
    if (run.records.some(({ end }) => end?.startsWith('upstream-') === true)) this.#disturbed += 1;
  }

  onStep({ set, seen, fate, repeats }: Step<Violation>): void {
    const size = set.length;
    this.#bySize[size] = (this.#bySize[size] ?? 0) + 1;
    this.#fates[fate] += 1;
    if (!repeats) this.#strayed ??= setText(set);
    const came = [setKey(set), seen.continuation, fate, seen.violation?.invariant ?? ''].join('\n');
    this.#tape.update(`${came}\n\n`);
  }

  progress() {
    const size = this.#bySize.length - 1;
    const planned = (of: number): number =>
      of > this.#k ? 0 : (this.#places[of] ?? 0) * this.#kinds;
    const sets = this.#bySize.reduce((sum, count) => sum + count, 0);
    const here = Math.max(0, planned(size) - (this.#bySize[size] ?? 0));
    return { size, sets, causes: this.findings.size, left: here + planned(size + 1) };
  }

  result() {
    return {
      coverage: this.coverage.coverage(),
      bySize: Array.from({ length: this.#k + 1 }, (_, size) => this.#bySize[size] ?? 0),
      fates: this.#fates,
      covered: this.#covered,
      racing: this.#racing,
      disturbed: this.#disturbed,
      strayed: this.#strayed,
      tape: this.#tape.copy().digest('hex'),
    };
  }
}
