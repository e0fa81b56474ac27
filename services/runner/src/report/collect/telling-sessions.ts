import type { RunRow } from '@chaos-lab/contracts';
import { BoundedBest } from './bounded-best.ts';
import type { PairCollector } from './collector.ts';
import { severityOf } from './severity.ts';

/** One session at one rate, with the run of every arm. */
export type Session = {
  readonly session: string;
  readonly rate: number;
  readonly pair: number;
  readonly runs: readonly RunRow[];
};

/** More faults than this make a picture longer, not clearer. */
const ENOUGH_FAULTS = 5;

/**
 * The sessions that show best how arms part ways under the same faults: verdicts far apart, and some
 * faults survived. One in which the last arm did worse than the first is kept apart where there is any,
 * so that the pictures do not only flatter.
 */
export class TellingSessions implements PairCollector {
  readonly #arms: readonly string[];
  readonly #capacity: number;
  readonly #best: BoundedBest<Session>;
  readonly #contrary: BoundedBest<Session>;

  constructor(arms: readonly string[], capacity: number) {
    this.#arms = arms;
    this.#capacity = capacity;
    // Rates are nested, so that one session tends to be telling at several of them.
    this.#best = new BoundedBest(4 * capacity, moreTelling);
    this.#contrary = new BoundedBest(1, moreTelling);
  }

  add(rows: readonly RunRow[]): void {
    const runs = this.#arms.flatMap((arm) => rows.filter((row) => row.arm === arm));
    const [first] = runs;
    const last = runs.at(-1);
    if (first === undefined || last === undefined) return;
    if (runs.every((run) => run.faults_injected === 0)) return;
    const { session, failure_rate: rate, pair } = first;
    const contrary = severityOf(last) > severityOf(first);
    (contrary ? this.#contrary : this.#best).add({ session, rate, pair, runs });
  }

  sessions(): readonly Session[] {
    const best = this.#best.items();
    const distinct = best.filter(
      (one, index) => best.findIndex((other) => other.session === one.session) === index,
    );
    return [...distinct.slice(0, this.#capacity), ...this.#contrary.items()];
  }
}

function moreTelling(a: Session, b: Session): number {
  return (
    spread(b) - spread(a) ||
    verdicts(b) - verdicts(a) ||
    survived(b) - survived(a) ||
    b.rate - a.rate ||
    a.pair - b.pair
  );
}

function spread({ runs }: Session): number {
  const severities = runs.map(severityOf);
  return Math.max(...severities) - Math.min(...severities);
}

const verdicts = ({ runs }: Session): number => new Set(runs.map((run) => run.verdict)).size;

function survived({ runs }: Session): number {
  const faults = runs.filter((run) => severityOf(run) === 0).map((run) => run.faults_injected);
  return Math.min(ENOUGH_FAULTS, Math.max(0, ...faults));
}
