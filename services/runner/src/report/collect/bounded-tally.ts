const SEPARATOR = '\u0000';

/** Counts by a name of several parts. Past `most` names, new ones are counted together as `other`. */
export class BoundedTally {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  add(parts: readonly string[]): void {
    const name = parts.join(SEPARATOR);
    const known = this.#counts.has(name) || this.#counts.size < this.#most;
    const key = known ? name : parts.map(() => 'other').join(SEPARATOR);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Most frequent first; equals by name. */
  entries(): [parts: readonly string[], count: number][] {
    return [...this.#counts]
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([name, count]) => [name.split(SEPARATOR), count]);
  }
}
