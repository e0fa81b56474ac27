import fc from 'fast-check';
import type { Address } from '../../../services/runner/src/hunt/search/address.ts';
import { addressKey } from '../../../services/runner/src/hunt/search/address.ts';
import type { Choice } from '../../../services/runner/src/hunt/search/candidates.ts';
import type { FaultSet } from '../../../services/runner/src/hunt/search/fault-set.ts';
import type { Reached, RunSeen } from '../../../services/runner/src/hunt/search/run-seen.ts';

/** A client that is a finite automaton with a counter, and a world of two operations that it calls. */
export type Automaton = {
  readonly states: readonly State[];
  /** Faults are numbered from 0; whether the upstream has acted when they are met. */
  readonly commits: readonly boolean[];
  /** By operation and fault: such a fault cannot go out there. */
  readonly inert: readonly (readonly boolean[])[];
  readonly writes: readonly boolean[];
  /** Largest call and try of an operation; the client gives up where it would go beyond. */
  readonly bound: number;
};

type State = {
  readonly operation: number;
  /** Whether it calls again what it called last of that operation. */
  readonly again: boolean;
  /** Where it goes: by answer (0 is good, i a fault) and by whether two calls have failed before. */
  readonly next: readonly (readonly [number, number])[];
};

const OPERATIONS = 2;
/** Numbers of states beyond the last one are ends: these claim failure, success, and a lie. */
const ENDS = ['gave-up', 'done', 'lied'] as const;
const MAX_STEPS = 9;

export function automata(options: { readonly faults: number; readonly bound: number }) {
  const { faults, bound } = options;
  return fc.integer({ min: 1, max: 5 }).chain((size) => {
    const target = fc.integer({ min: 0, max: size + ENDS.length - 1 });
    const state = fc.record({
      operation: fc.integer({ min: 0, max: OPERATIONS - 1 }),
      again: fc.boolean(),
      next: fc.array(fc.tuple(target, target), { minLength: faults + 1, maxLength: faults + 1 }),
    });
    const flags = (length: number) =>
      fc.array(fc.boolean(), { minLength: length, maxLength: length });
    return fc.record<Automaton>({
      states: fc.array(state, { minLength: size, maxLength: size }),
      commits: flags(faults),
      inert: fc.array(flags(faults), { minLength: OPERATIONS, maxLength: OPERATIONS }),
      writes: flags(OPERATIONS),
      bound: fc.constant(bound),
    });
  });
}

export const wordOf = (fault: number): string => `fault-${fault}`;

export const choicesOf = ({ commits }: Automaton): Choice[] =>
  commits.map((losesAnswer, fault) => ({ fault: wordOf(fault), losesAnswer }));

/** Every address that a run of the automaton could come to. */
export function universe({ bound }: Automaton): Address[] {
  const all: Address[] = [];
  for (let operation = 0; operation < OPERATIONS; operation += 1) {
    for (let call = 1; call <= bound; call += 1) {
      for (let attempt = 1; attempt <= bound; attempt += 1) {
        all.push({ operation: `op${operation}`, call, attempt });
      }
    }
  }
  return all;
}

/** One run: deterministic, and a function of the answers alone. */
export function runAutomaton(automaton: Automaton, set: FaultSet): RunSeen<string> {
  const { states, commits, inert, writes, bound } = automaton;
  const faults = new Map(set.map(({ at, fault }) => [addressKey(at), fault]));
  const latest = Array.from({ length: OPERATIONS }, () => ({ call: 0, attempt: 0 }));
  const effects = new Map<string, number>();
  const reached: Reached[] = [];
  const notMet: string[] = [];
  let history = '';
  let continuation = '';
  let failures = 0;
  let at = 0;
  let end: (typeof ENDS)[number] | 'endless' = 'endless';
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const state = states[at];
    if (state === undefined) {
      end = ENDS[at - states.length] ?? 'gave-up';
      break;
    }
    const { operation, again } = state;
    const counter = latest[operation] ?? { call: 0, attempt: 0 };
    const address =
      again && counter.call > 0
        ? { call: counter.call, attempt: counter.attempt + 1 }
        : { call: counter.call + 1, attempt: 1 };
    if (address.call > bound || address.attempt > bound) {
      end = 'gave-up';
      break;
    }
    latest[operation] = address;
    const full = { operation: `op${operation}`, ...address };
    const key = addressKey(full);
    reached.push({ at: full, writes: writes[operation] === true, history });
    const word = faults.get(key);
    const fault = word === undefined ? -1 : Number(word.replace('fault-', ''));
    const isMet = fault >= 0 && inert[operation]?.[fault] !== true;
    if (fault >= 0 && !isMet) notMet.push(key);
    if (writes[operation] === true && (!isMet || commits[fault] === true)) {
      const call = `${operation}.${address.call}`;
      effects.set(call, (effects.get(call) ?? 0) + 1);
    }
    if (isMet) failures += 1;
    const answer = isMet ? fault + 1 : 0;
    history += `${key}=${answer};`;
    if (isMet) continuation = '';
    else continuation += `${key};`;
    at = state.next[answer]?.[failures >= 2 ? 1 : 0] ?? states.length;
  }
  const twice = [...effects.values()].some((count) => count > 1);
  const violation = twice ? 'twice' : end === 'lied' ? 'lie' : null;
  return {
    reached,
    inert: set.filter(({ at }) => notMet.includes(addressKey(at))),
    continuation: `${continuation}${end}`,
    violation,
  };
}
