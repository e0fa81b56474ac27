import type { Observation } from '../observation.ts';
import { duplicate } from './duplicate.ts';
import { endless } from './endless.ts';
import { falseFailure } from './false-failure.ts';
import { falseSuccess } from './false-success.ts';
import { hung } from './hung.ts';
import type { Invariant } from './invariant.ts';
import { lostUpdate } from './lost-update.ts';
import { partial } from './partial.ts';
import { retriedRefusal } from './retried-refusal.ts';
import { tooEarly } from './too-early.ts';

/** What must hold, the worst to break first. A new one is a file and a line here. */
export const INVARIANTS = {
  duplicate,
  'lost-update': lostUpdate,
  'false-success': falseSuccess,
  'false-failure': falseFailure,
  partial,
  hung,
  endless,
  'too-early': tooEarly,
  'retried-refusal': retriedRefusal,
} as const satisfies Readonly<Record<string, Invariant>>;

export type InvariantName = keyof typeof INVARIANTS;

export const INVARIANT_NAMES = Object.keys(INVARIANTS) as readonly InvariantName[];

/** An invariant that a run broke, and how. */
export type Violation = { readonly invariant: InvariantName; readonly detail: string };

/** The worst of the invariants asked about that a run broke; null where it broke none. */
export function violationOf(
  run: Observation,
  asked: readonly InvariantName[] = INVARIANT_NAMES,
): Violation | null {
  for (const invariant of INVARIANT_NAMES) {
    if (!asked.includes(invariant)) continue;
    const detail = INVARIANTS[invariant].broken(run);
    if (detail !== null) return { invariant, detail };
  }
  return null;
}
