/** Servers write `Date` in whole seconds and not always from one clock. */
const TOLERANCE_MS = 1_000;

/** The headers that tell how old an answer is; names in lower case, as axios gives them. */
export type AgeHeaders = Readonly<Record<string, string | undefined>>;

/**
 * Tells answers that are older than what the task has seen already. Signs, in this order: a cache that
 * says so itself (`Warning: 110` or `111`, RFC 7234); an `Age` beyond the freshness lifetime that
 * `Cache-Control` gives (RFC 9111, 4.2); a `Last-Modified` before that of an earlier answer to the same
 * read; a `Date` before the newest one of any answer.
 */
export class Freshness {
  #newestMs = -Infinity;
  #newestText: string | undefined;
  readonly #modifiedMs = new Map<string, number>();

  /** Why the answer is stale, null where nothing says so. `read` names the tool and its input. */
  staleness(read: string, headers: AgeHeaders): string | null {
    const { date, warning, age, 'cache-control': control, 'last-modified': modified } = headers;
    if (warning !== undefined && /^11[01]\b/.test(warning)) return `a cache warns: ${warning}`;
    if (outlived(age, control)) return `its age is ${age} s, under Cache-Control: ${control}`;
    if (this.#wentBack(read, modified)) {
      return `it was last modified ${modified}, before what was seen earlier`;
    }
    return this.#isEarlier(date) ? `it is from ${date}, before another answer` : null;
  }

  #wentBack(read: string, modified: string | undefined): boolean {
    if (modified === undefined) return false;
    const at = Date.parse(modified);
    if (Number.isNaN(at)) return false;
    const seen = this.#modifiedMs.get(read);
    if (seen !== undefined && at < seen) return true;
    this.#modifiedMs.set(read, at);
    return false;
  }

  #isEarlier(date: string | undefined): boolean {
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

/** `s-maxage` is for caches that many clients share, the only kind that adds an `Age`; it goes first. */
function outlived(age: string | undefined, control: string | undefined): boolean {
  if (age === undefined || control === undefined || !/^\d{1,10}$/.test(age)) return false;
  const lifetime =
    /(?:^|[\s,])s-maxage="?(\d{1,10})/i.exec(control)?.[1] ??
    /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(control)?.[1];
  return lifetime !== undefined && Number(age) > Number(lifetime);
}
