import type { Address } from '../hunt/search/address.ts';
import { addressKey } from '../hunt/search/address.ts';
import { INVARIANTS, type InvariantName, violationOf } from '../trial/invariants/index.ts';
import { type Observation, wasFaulted } from '../trial/observation.ts';
import type { Column } from './column.ts';

/** What became of a run in which one call went wrong in one way. */
export type CellResult =
  | { readonly kind: 'recovered' }
  | { readonly kind: 'failed-cleanly' }
  /** It failed and left a part of its effects, where the oracle cannot say whether that was undone. */
  | { readonly kind: 'left-a-part' }
  /** The fault could not go out: a body that is not there cannot be cut. */
  | { readonly kind: 'not-met' }
  | { readonly kind: 'broken'; readonly invariant: InvariantName; readonly detail: string };

export type Cell = {
  readonly call: Address;
  readonly column: Column;
  readonly run: Observation;
  readonly result: CellResult;
};

export function cellOf(
  call: Address,
  column: Column,
  run: Observation,
  invariants: readonly InvariantName[],
): Cell {
  return { call, column, run, result: resultOf(call, run, invariants) };
}

function resultOf(
  call: Address,
  run: Observation,
  invariants: readonly InvariantName[],
): CellResult {
  const violation = violationOf(run, invariants);
  if (violation !== null) return { kind: 'broken', ...violation };
  const key = addressKey(call);
  const isMet = run.records.some((record) => addressKey(record) === key && wasFaulted(record));
  if (!isMet) return { kind: 'not-met' };
  if (run.end.says === 'success') return { kind: 'recovered' };
  return { kind: run.truth.clean ? 'failed-cleanly' : 'left-a-part' };
}

type Tone = 'good' | 'fair' | 'bad';

/** How the table says each result, and how bad it is to look at. */
const LOOKS: Readonly<
  Record<Exclude<CellResult['kind'], 'broken'>, { readonly words: string; readonly tone: Tone }>
> = {
  recovered: { words: 'recovered', tone: 'good' },
  'failed-cleanly': { words: 'failed cleanly', tone: 'good' },
  'left-a-part': { words: 'failed, left a part', tone: 'fair' },
  'not-met': { words: '-', tone: 'fair' },
};

/** A result in the words of the table. */
export const resultWords = (result: CellResult): string =>
  result.kind === 'broken' ? INVARIANTS[result.invariant].title : LOOKS[result.kind].words;

export const toneOf = (result: CellResult): Tone =>
  result.kind === 'broken' ? 'bad' : LOOKS[result.kind].tone;
