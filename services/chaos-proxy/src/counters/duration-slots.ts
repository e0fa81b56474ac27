/** Upper bounds of the duration buckets, in seconds. */
export const DURATION_BOUNDS_S = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
] as const;

/** One traced call that fell into a bucket. */
type Exemplar = { readonly traceId: string; readonly seconds: number; readonly at: number };

/** A histogram as plain numbers, so that an observation costs next to nothing. */
export class DurationSlots {
  /** One count for each bound, and one for what lies above them all. */
  readonly counts = new Float64Array(DURATION_BOUNDS_S.length + 1);
  readonly exemplars: (Exemplar | undefined)[] = [];
  sum = 0;
  count = 0;

  /** `ms` took a call; `at` is unix ms, `traceId` its trace, if any. */
  observe(ms: number, traceId?: string, at = 0): void {
    const seconds = ms / 1_000;
    let slot = 0;
    while (slot < DURATION_BOUNDS_S.length && seconds > (DURATION_BOUNDS_S[slot] ?? 0)) slot += 1;
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
    this.sum += seconds;
    this.count += 1;
    if (traceId !== undefined) this.exemplars[slot] = { traceId, seconds, at };
  }
}
