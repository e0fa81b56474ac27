import type { DecisionRecord, Suppression } from '@chaos-lab/contracts';
import { type Interval, wilson } from './wilson.ts';

/** What a tape amounts to. */
export type TapeStats = {
  readonly decisions: number;
  /** Mean of the rates in force, and the faults they add up to. */
  readonly asked: { readonly rate: number; readonly faults: number };
  /** Faults that the draws decided on, with the 95 % interval of their share. */
  readonly decided: Share;
  /** Faults that went out. */
  readonly delivered: Share;
  /** Whether the faults asked for lie inside the interval of those decided. */
  readonly asAsked: boolean;
  readonly suppressed: Readonly<Partial<Record<Suppression, number>>>;
  /** Faults that went out, by `kind phase`. */
  readonly faults: Readonly<Record<string, number>>;
  readonly timed: number;
  /** Calls that were still open when the tape was read. */
  readonly open: number;
};

export type Share = Interval & { readonly count: number; readonly rate: number };

/** Counts records one by one, in memory that does not grow with them. */
class TapeCounts {
  #decisions = 0;
  #asked = 0;
  #decided = 0;
  #delivered = 0;
  #timed = 0;
  #open = 0;
  readonly #suppressed = new Map<Suppression, number>();
  readonly #faults = new Map<string, number>();

  add({ rate, fault, phase, suppressed, timed, end }: DecisionRecord): void {
    this.#decisions += 1;
    this.#asked += rate;
    if (timed) this.#timed += 1;
    if (end === null) this.#open += 1;
    if (fault === null) return;
    this.#decided += 1;
    if (suppressed === null) {
      this.#delivered += 1;
      count(this.#faults, `${fault.kind} ${phase}`);
    } else {
      count(this.#suppressed, suppressed);
    }
  }

  stats(): TapeStats {
    const decisions = this.#decisions;
    const share = (n: number): Share => ({
      count: n,
      rate: decisions === 0 ? 0 : n / decisions,
      ...wilson(n, decisions),
    });
    const decided = share(this.#decided);
    const rate = decisions === 0 ? 0 : this.#asked / decisions;
    return {
      decisions,
      asked: { rate, faults: this.#asked },
      decided,
      delivered: share(this.#delivered),
      asAsked: decided.low <= rate && rate <= decided.high,
      suppressed: Object.fromEntries(this.#suppressed),
      faults: Object.fromEntries([...this.#faults].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      timed: this.#timed,
      open: this.#open,
    };
  }
}

export const GROUPINGS = ['arm', 'session', 'operation', 'rule'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Groups beyond this many are counted together as `(others)`. */
const MAX_GROUPS = 1_000;

/** Counts of the whole tape, and of each group where records are grouped. */
export class GroupedCounts {
  readonly all = new TapeCounts();
  readonly #by: Grouping | undefined;
  readonly #groups = new Map<string, TapeCounts>();

  constructor(by?: Grouping) {
    this.#by = by;
  }

  add(record: DecisionRecord): void {
    this.all.add(record);
    if (this.#by === undefined) return;
    const name = record[this.#by] ?? '(no rule)';
    const known = this.#groups.has(name) || this.#groups.size < MAX_GROUPS;
    const key = known ? name : '(others)';
    const counts = this.#groups.get(key) ?? new TapeCounts();
    this.#groups.set(key, counts);
    counts.add(record);
  }

  groups(): Record<string, TapeStats> {
    return Object.fromEntries([...this.#groups].map(([name, counts]) => [name, counts.stats()]));
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
