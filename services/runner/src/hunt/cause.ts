import type { DecisionRecord } from '@chaos-lab/contracts';
import type { InvariantName, Violation } from '../trial/invariants/index.ts';
import { type Observation, wasFaulted } from '../trial/observation.ts';

/** Why a client breaks: what it does when it meets something, whatever call, try or kind it was. */
export type Cause = {
  /** Equal for equal causes. */
  readonly id: string;
  readonly invariant: InvariantName;
  /** One sentence without a full stop. */
  readonly sentence: string;
};

/** How the client came back to a call of which a try had failed. */
type Then =
  | 'not again'
  | 'again'
  | 'again with its key'
  | 'again with a new key'
  | 'again, changed';

/** What the tries of one call met, and what the client did about it. */
type Met = {
  readonly operation: string;
  /** `refused`: the upstream never saw it. `lost`: it acted. `answered`: it said no, and that was lost. */
  readonly whats: readonly What[];
  readonly next: Then;
};
type What = 'refused' | 'lost' | 'answered';

/** The root cause of a run that broke an invariant. */
export function causeOf(run: Observation, violation: Violation): Cause {
  const calls = Map.groupBy(run.records, ({ operation, call }) => `${call} ${operation}`);
  const met = [...calls.values()].filter((tries) => tries.some(wasFaulted));
  const parts = [...new Set(met.map((tries) => partText(metOf(tries, run))))].sort();
  const { invariant } = violation;
  return {
    id: [invariant, ...parts].join('; '),
    invariant,
    sentence: SENTENCES[invariant](parts.length === 0 ? 'no fault' : parts.join(', and '), run),
  };
}

function metOf(tries: readonly DecisionRecord[], run: Observation): Met {
  const whats = [...new Set(tries.filter(wasFaulted).map(whatOf))].sort();
  return { operation: tries[0]?.operation ?? '', whats, next: thenOf(tries, run) };
}

function whatOf({ upstreamStatus }: DecisionRecord): What {
  if (upstreamStatus === null) return 'refused';
  return upstreamStatus < 400 ? 'lost' : 'answered';
}

function thenOf(tries: readonly DecisionRecord[], run: Observation): Then {
  const [first, again] = tries;
  if (first === undefined) return 'not again';
  if (again === undefined) return isChanged(first, run) ? 'again, changed' : 'not again';
  if (again.key === null) return 'again';
  return tries.every(({ key }) => key === first.key)
    ? 'again with its key'
    : 'again with a new key';
}

/** Whether the operation is called more often than without faults: a try that does not look like one. */
function isChanged(
  { operation, ordinal }: DecisionRecord,
  { records, calm }: Observation,
): boolean {
  const later = records.some((one) => one.operation === operation && one.ordinal > ordinal);
  const calls = records.filter((one) => one.operation === operation && one.attempt === 1).length;
  return later && calls > (calm.calls.get(operation) ?? 0);
}

const WHAT: Readonly<Record<What, (operation: string) => string>> = {
  refused: (operation) => `${operation} did not get through`,
  lost: (operation) => `${operation} went through and its answer was lost`,
  answered: (operation) => `the refusal of ${operation} was lost`,
};

const THEN: Readonly<Record<Then, string>> = {
  again: ', and is sent again without a key',
  'again with its key': ', and is sent again with its key',
  'again with a new key': ', and is sent again with a new key',
  'again, changed': ', and is sent again with other content',
  'not again': ', and is not sent again',
};

const partText = ({ operation, whats, next }: Met): string =>
  whats.map((what) => WHAT[what](operation)).join(', ') + THEN[next];

/** What is wrong, after what the client met and did. */
const SENTENCES: Readonly<Record<InvariantName, (met: string, run: Observation) => string>> = {
  duplicate: (met) => `${met}: its effect is made twice`,
  'lost-update': (met) => `${met}: a write is overwritten unseen`,
  'false-success': (met, { truth }) =>
    `${met}: success is said, and ${truth.effects === 0 ? 'nothing' : 'only a part'} was done`,
  'false-failure': (met) => `${met}: failure is said, and everything was done`,
  partial: (met) => `${met}: failure is said, and a part is left`,
  hung: (met) => `${met}: it does not end`,
  endless: (met) => `${met}: it is retried without end`,
  'too-early': (met) => `${met}: it comes back before it was asked to`,
  'retried-refusal': (met) => `${met}: what was refused for good is sent again`,
};
