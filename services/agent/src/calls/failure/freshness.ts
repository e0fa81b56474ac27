import { httpDate } from './http-date.ts';

/** The headers that tell how old an answer is; names in lower case, as axios gives them. */
export type AgeHeaders = Readonly<Record<string, string | undefined>>;

/** Dates are in whole seconds. */
const GRAIN_MS = 1_000;
/** Answers that are remembered of each read. */
const KEPT = 16;
/** Clocks of one service may differ by this much before an answer counts as an old one. */
const SKEW_MS = 5_000;

interface Seen {
  /** When the origin made it, by its own clock. */
  readonly madeMs: number | undefined;
  /** When it came, by ours. */
  readonly cameMs: number;
  readonly modifiedMs: number | undefined;
  readonly etag: string | undefined;
}

/**
 * Tells answers that are older than what the task has seen already. A cache is judged by RFC 9111: its
 * `Age` against the lifetime that `Cache-Control` or `Expires` give; what it may still serve is fresh,
 * however old its `Date`. Beyond that, what went back in time is stale: a `Last-Modified` or an `ETag`
 * that a later answer to the same read had replaced, the very answer of before, or a `Date` that is
 * further back than clocks differ.
 */
export class Freshness {
  readonly #now: () => number;
  readonly #reads = new Map<string, Seen[]>();
  /** The newest time of any server, and how far ahead of our clock it was. */
  #newestMs = -Infinity;
  /** Differences from our clock of answers that seemed old: a clock that is behind keeps its own. */
  readonly #skews: { readonly aheadMs: number; readonly madeMs: number }[] = [];

  /** `now` in real ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Why the answer is stale, null where nothing says so. `read` names the tool and its input. */
  staleness(read: string, headers: AgeHeaders): string | null {
    const seen: Seen = {
      madeMs: httpDate(headers['date']),
      cameMs: this.#now(),
      modifiedMs: httpDate(headers['last-modified']),
      etag: headers['etag'],
    };
    const before = this.#reads.get(read) ?? [];
    const why = outlived(headers) ?? wentBack(before, seen, headers) ?? this.#late(seen, headers);
    if (why === null) {
      this.#reads.set(read, [...before.slice(1 - KEPT), seen]);
      this.#newestMs = Math.max(this.#newestMs, timeOf(seen, headers) ?? -Infinity);
    }
    return why;
  }

  #late(seen: Seen, headers: AgeHeaders): string | null {
    const at = timeOf(seen, headers);
    if (at === undefined || at + SKEW_MS >= this.#newestMs) return null;
    const aheadMs = at - seen.cameMs;
    const known = this.#skews.some(
      (one) => Math.abs(one.aheadMs - aheadMs) <= GRAIN_MS && one.madeMs !== at,
    );
    this.#skews.push({ aheadMs, madeMs: at });
    return known ? null : `it is from ${headers['date']}, before another answer`;
  }
}

/** The server's time when the answer left it or its cache. */
function timeOf({ madeMs }: Seen, headers: AgeHeaders): number | undefined {
  return madeMs === undefined ? undefined : madeMs + (ageS(headers) ?? 0) * 1000;
}

/** RFC 9111, 4.2: what a cache must not serve any more, or never could. */
function outlived(headers: AgeHeaders): string | null {
  const { warning, vary, 'cache-control': control } = headers;
  // RFC 9111 has no Warning any more, but who sends one means it.
  if (warning !== undefined && /^11[01]\b/.test(warning)) return `a cache warns: ${warning}`;
  const age = ageS(headers);
  if (age === undefined) return null;
  if (age > 0 && vary?.trim() === '*') return 'it is from a cache, under Vary: *';
  const lifetime = lifetimeS(headers);
  if (lifetime === undefined || age <= lifetime) return null;
  return control === undefined
    ? `its age is ${age} s, and it expired at ${headers['expires']}`
    : `its age is ${age} s, under Cache-Control: ${control}`;
}

function wentBack(before: readonly Seen[], seen: Seen, headers: AgeHeaders): string | null {
  const last = before.at(-1);
  if (last === undefined) return null;
  const { modifiedMs, etag, madeMs, cameMs } = seen;
  if (
    modifiedMs !== undefined &&
    before.some((one) => (one.modifiedMs ?? -Infinity) > modifiedMs)
  ) {
    return `it was last modified ${headers['last-modified']}, before what was seen earlier`;
  }
  const isNewer = (madeMs ?? -Infinity) > (last.madeMs ?? -Infinity);
  if (etag !== undefined && etag !== last.etag && !isNewer) {
    if (before.some((one) => one.etag === etag)) return `its ETag ${etag} had been replaced`;
  }
  if (madeMs === undefined || ageS(headers) !== undefined) return null;
  // The same second again although seconds have passed: nobody has asked the server.
  const same = before.find((one) => one.madeMs === madeMs);
  if (same === undefined || cameMs - same.cameMs <= 2 * GRAIN_MS) return null;
  const lifetime = lifetimeS(headers);
  if (lifetime !== undefined && cameMs - same.cameMs <= lifetime * 1000) return null;
  return `it is from ${headers['date']}, as an answer of before`;
}

function ageS({ age }: AgeHeaders): number | undefined {
  return age !== undefined && /^\d{1,10}$/.test(age) ? Number(age) : undefined;
}

/**
 * Seconds that an answer stays fresh. `s-maxage` is for caches that many clients share, the only kind
 * that adds an `Age`; it goes first, and `Expires` last.
 */
function lifetimeS(headers: AgeHeaders): number | undefined {
  const control = headers['cache-control'] ?? '';
  const given =
    /(?:^|[\s,])s-maxage="?(\d{1,10})/i.exec(control)?.[1] ??
    /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(control)?.[1];
  if (given !== undefined) return Number(given);
  const { expires } = headers;
  if (expires === undefined) return undefined;
  const made = httpDate(headers['date']);
  const until = httpDate(expires);
  // Anything that is no date, `0` above all, means that it has expired.
  if (until === undefined) return 0;
  return made === undefined ? undefined : Math.max(0, (until - made) / 1000);
}
