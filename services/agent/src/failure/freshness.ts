/** Servers write `Date` in whole seconds and not always from one clock. */
const TOLERANCE_MS = 1_000;

/**
 * Tells answers that are older than what the task has seen already: by a `Date` before the newest
 * one, or by a cache that says so itself (`Warning: 110`, RFC 7234).
 */
export class Freshness {
  #newestMs = -Infinity;
  #newestText: string | undefined;

  isStale(date: string | undefined, warning: string | undefined): boolean {
    if (warning !== undefined && /^11[01]\b/.test(warning)) return true;
    if (date === undefined || date === this.#newestText) return false;
    const at = Date.parse(date);
    if (Number.isNaN(at)) return false;
    if (at + TOLERANCE_MS < this.#newestMs) return true;
    if (at > this.#newestMs) {
      this.#newestMs = at;
      this.#newestText = date;
    }
    return false;
  }
}
