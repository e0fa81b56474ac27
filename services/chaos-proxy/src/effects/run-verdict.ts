import type { CallVerdict, ExpectedCall, RunVerdict } from '@chaos-lab/contracts';

export type JudgedCall = {
  readonly operation: string;
  readonly call: number;
  readonly verdict: CallVerdict;
};

/** The client's word, and what a calm run does where the client says so. */
export type Word = {
  readonly success: boolean;
  readonly expected?: readonly ExpectedCall[] | undefined;
};

const STANDS: ReadonlySet<CallVerdict> = new Set(['done-once', 'protected', 'duplicate']);

/**
 * Joins what stands with what the client says. Without the calls of a calm run those that the run
 * tried stand for them, but not what it took back.
 */
export function runVerdict(calls: readonly JudgedCall[], word: Word | undefined): RunVerdict {
  if (calls.some(({ verdict }) => verdict === 'duplicate')) return 'duplicate';
  if (word === undefined) return 'unclaimed';
  const standing = calls.filter(({ verdict }) => STANDS.has(verdict));
  const isLacking = (one: ExpectedCall): boolean => !standing.some((other) => isSame(one, other));
  if (word.success) {
    const lacking = word.expected?.filter(isLacking) ?? allOrNothing(calls, standing);
    if (lacking.length === 0) return 'success';
    const isUncertain = (one: ExpectedCall): boolean =>
      calls.some((call) => isSame(call, one) && call.verdict === 'uncertain');
    return lacking.every(isUncertain) ? 'uncertain' : 'false-success';
  }
  if (calls.some(({ verdict }) => verdict === 'uncertain')) return 'uncertain';
  if (standing.length === 0) return 'clean-failure';
  const asked = word.expected ?? calls.filter(({ verdict }) => verdict !== 'undone');
  return asked.some(isLacking) ? 'partial' : 'false-failure';
}

/** A client may find another way where a write was refused; one of which nothing stands did not. */
function allOrNothing<T>(tried: readonly T[], standing: readonly T[]): readonly T[] {
  return standing.length > 0 ? [] : tried;
}

function isSame(one: ExpectedCall, other: ExpectedCall): boolean {
  return one.operation === other.operation && one.call === other.call;
}
