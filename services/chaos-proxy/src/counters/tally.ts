/** Counts by two bounded words, in one typed array. */
export class Tally<A extends string, B extends string> {
  readonly #rows: readonly A[];
  readonly #columns: readonly B[];
  readonly #rowOf: Readonly<Record<string, number>>;
  readonly #columnOf: Readonly<Record<string, number>>;
  readonly #counts: Float64Array;

  constructor(rows: readonly A[], columns: readonly B[]) {
    this.#rows = rows;
    this.#columns = columns;
    this.#rowOf = places(rows);
    this.#columnOf = places(columns);
    this.#counts = new Float64Array(rows.length * columns.length);
  }

  add(row: A, column: B): void {
    const slot = (this.#rowOf[row] ?? 0) * this.#columns.length + (this.#columnOf[column] ?? 0);
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
  }

  get(row: A, column: B): number {
    const slot = (this.#rowOf[row] ?? 0) * this.#columns.length + (this.#columnOf[column] ?? 0);
    return this.#counts[slot] ?? 0;
  }

  /** Every pair and its count. */
  *entries(): Generator<readonly [A, B, number]> {
    for (const row of this.#rows) {
      for (const column of this.#columns) yield [row, column, this.get(row, column)];
    }
  }
}

function places(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(words.map((word, index) => [word, index]));
}
