/** The last good answers to reads, at most `limit` of them; the oldest go first. */
export class AnswerCache {
  readonly #answers = new Map<string, { value: unknown; at: number }>();
  readonly #now: () => number;
  readonly #limit: number;

  /** `now` in real ms. */
  constructor(now: () => number, limit = 1_000) {
    this.#now = now;
    this.#limit = limit;
  }

  put(tool: string, input: unknown, value: unknown): void {
    const key = keyOf(tool, input);
    this.#answers.delete(key);
    this.#answers.set(key, { value, at: this.#now() });
    if (this.#answers.size > this.#limit) {
      const [oldest] = this.#answers.keys();
      if (oldest !== undefined) this.#answers.delete(oldest);
    }
  }

  /** The answer, where it is not older than real ms. */
  get(tool: string, input: unknown, maxAgeMs: number): { value: unknown } | undefined {
    const answer = this.#answers.get(keyOf(tool, input));
    return answer !== undefined && this.#now() - answer.at <= maxAgeMs ? answer : undefined;
  }
}

const keyOf = (tool: string, input: unknown): string => `${tool}\n${JSON.stringify(input)}`;
