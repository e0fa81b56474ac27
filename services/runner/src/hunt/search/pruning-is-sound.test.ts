import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Automaton,
  automata,
  choicesOf,
  runAutomaton,
  universe,
  wordOf,
} from '../../../../../tests/support/hunt/automaton.ts';
import { addressKey } from './address.ts';
import { breadthFirst, type Step } from './breadth-first.ts';
import { type FaultSet, setKey } from './fault-set.ts';
import { memoryFrontier } from './frontier.ts';

const SEED = 2_111;

async function searched(
  automaton: Automaton,
  k: number,
  options: { readonly quick?: boolean; readonly concurrency?: number } = {},
): Promise<Step<string>[]> {
  const steps: Step<string>[] = [];
  for await (const step of breadthFirst({
    k,
    catalogue: choicesOf(automaton),
    run: (set) => Promise.resolve(runAutomaton(automaton, set)),
    frontier: memoryFrontier(),
    concurrency: options.concurrency ?? 3,
    quick: options.quick ?? false,
  })) {
    steps.push(step);
  }
  return steps;
}

/** Every set of up to k faults, one fault at an address, at any address there is. */
function* fullProduct(automaton: Automaton, k: number): Generator<FaultSet> {
  const addresses = universe(automaton);
  const words = automaton.commits.map((_, fault) => wordOf(fault));
  function* extend(set: FaultSet, from: number): Generator<FaultSet> {
    yield set;
    if (set.length === k) return;
    for (let index = from; index < addresses.length; index += 1) {
      const at = addresses[index];
      if (at === undefined) continue;
      for (const fault of words) yield* extend([...set, { at, fault }], index + 1);
    }
  }
  yield* extend([], 0);
}

function* subsets(set: FaultSet): Generator<FaultSet> {
  for (let mask = 0; mask < 2 ** set.length; mask += 1) {
    yield set.filter((_, index) => (mask & (1 << index)) !== 0);
  }
}

/** Holds what the search did against brute force over the full product; throws where they disagree. */
function compare(automaton: Automaton, k: number, steps: readonly Step<string>[]): number {
  expect(steps.every(({ repeats }) => repeats)).toBe(true);
  const ran = new Map(steps.map((step) => [setKey(step.set), step]));
  expect(ran.size).toBe(steps.length);
  const failing = new Set(
    steps.filter(({ fate }) => fate === 'failed').map(({ set }) => setKey(set)),
  );
  const smallest = new Set<string>();
  let skipped = 0;
  for (const set of fullProduct(automaton, k)) {
    const brute = runAutomaton(automaton, set);
    const parts = [...subsets(set)];
    if (brute.violation !== null) {
      const proper = parts.filter((part) => part.length < set.length);
      if (proper.every((part) => runAutomaton(automaton, part).violation === null)) {
        smallest.add(setKey(set));
      }
    }
    const step = ran.get(setKey(set));
    if (step !== undefined) {
      expect(step.seen.violation).toBe(brute.violation);
      continue;
    }
    skipped += 1;
    // Skipped since it contains a failing set, which the search has found.
    if (parts.some((part) => failing.has(setKey(part)))) continue;
    // Else since its run does not meet it whole: it was run as the part that it does meet.
    const here = new Set(brute.reached.map(({ at }) => addressKey(at)));
    const inert = new Set(brute.inert.map(({ at }) => addressKey(at)));
    const met = set.filter(({ at }) => here.has(addressKey(at)) && !inert.has(addressKey(at)));
    if (met.length === set.length) throw new Error(`never run, and met whole: ${setKey(set)}`);
    const instead = ran.get(setKey(met));
    if (instead === undefined) throw new Error(`never run, nor its part: ${setKey(set)}`);
    expect(instead.seen.violation).toBe(brute.violation);
    expect(instead.seen.reached).toEqual(brute.reached);
  }
  expect(failing).toEqual(smallest);
  return skipped;
}

const holdsInTheCalm = (automaton: Automaton): boolean =>
  runAutomaton(automaton, []).violation === null;

describe('the pruned search', () => {
  it.each([
    { k: 2, bound: 3, faults: 2, automata: 500 },
    { k: 3, bound: 2, faults: 2, automata: 500 },
  ])(
    'agrees with brute force on every set it skips: up to $k faults, $automata random clients',
    async ({ k, bound, faults, automata: numRuns }) => {
      let skipped = 0;
      let failed = 0;
      let held = 0;
      const clients = automata({ faults, bound }).filter(holdsInTheCalm);
      await fc.assert(
        fc.asyncProperty(clients, async (automaton) => {
          const steps = await searched(automaton, k);
          skipped += compare(automaton, k, steps);
          if (steps.some(({ fate }) => fate === 'failed')) failed += 1;
          else held += 1;
        }),
        { numRuns, seed: SEED },
      );
      // Neither kind of client is an exception, or the property would say little.
      expect(failed).toBeGreaterThan(numRuns / 10);
      expect(held).toBeGreaterThan(numRuns / 10);
      expect(skipped).toBeGreaterThan(numRuns * 100);
    },
    60_000,
  );

  it('gives the same steps in the same order at any concurrency', async () => {
    await fc.assert(
      fc.asyncProperty(automata({ faults: 2, bound: 2 }).filter(holdsInTheCalm), async (one) => {
        const alone = await searched(one, 2, { concurrency: 1 });
        expect(await searched(one, 2, { concurrency: 16 })).toEqual(alone);
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  it('would be caught: merging equal continuations misses failures of clients that remember', async () => {
    const missed = fc.asyncProperty(
      automata({ faults: 2, bound: 2 }).filter(holdsInTheCalm),
      async (automaton) => {
        compare(automaton, 3, await searched(automaton, 3, { quick: true }));
      },
    );
    await expect(fc.assert(missed, { numRuns: 500, seed: SEED })).rejects.toThrow();
  });

  it('would be caught: a search that extends nothing', async () => {
    const missed = fc.asyncProperty(
      automata({ faults: 2, bound: 2 }).filter(holdsInTheCalm),
      async (automaton) => {
        const steps = await searched(automaton, 1);
        compare(automaton, 2, steps);
      },
    );
    await expect(fc.assert(missed, { numRuns: 500, seed: SEED })).rejects.toThrow();
  });
});
