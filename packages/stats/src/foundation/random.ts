import { mersenneFromState } from 'pure-rand/generator/mersenne';
import { skipN } from 'pure-rand/utils/skipN';
import { requireCount } from './checks.ts';

/** A source of randomness; every resampling function takes one or a seed. */
export interface Random {
  /** Uniform on [0, 1) with 53 bits. */
  next(): number;
  /** A uniform integer from 0 to `n` - 1. */
  below(n: number): number;
}

const SIZE = 624;

/**
 * The Mersenne Twister MT19937 of pure-rand, seeded by an integer from 0 to 2^53 - 1 as Python seeds
 * it: equal seeds give the draws of `random.Random(seed).random()`, so that resampling can be checked
 * outside the project. Source: Matsumoto and Nishimura (1998), the array initialisation of 2002.
 */
export function seededRandom(seed: number): Random {
  requireCount('seed', seed);
  const generator = mersenneFromState([0, ...initialise(seed)]);
  // It expects a state that was moved on by its whole length already.
  skipN(generator, SIZE);
  function next(): number {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }
  return { next, below: (n) => Math.floor(next() * n) };
}

function initialise(seed: number): Uint32Array {
  const high = Math.floor(seed / 2 ** 32);
  const key = high === 0 ? [seed] : [seed % 2 ** 32, high];
  const state = new Uint32Array(SIZE);
  state[0] = 19650218;
  for (let i = 1; i < SIZE; i += 1) state[i] = Math.imul(1812433253, mixed(state, i)) + i;
  let i = 1;
  for (let k = 0; k < SIZE; k += 1) {
    const j = k % key.length;
    state[i] = (at(state, i) ^ Math.imul(mixed(state, i), 1664525)) + (key[j] ?? 0) + j;
    i = advance(state, i);
  }
  for (let k = 1; k < SIZE; k += 1) {
    state[i] = (at(state, i) ^ Math.imul(mixed(state, i), 1566083941)) - i;
    i = advance(state, i);
  }
  state[0] = 0x80000000;
  return state;
}

function mixed(state: Uint32Array, i: number): number {
  const previous = at(state, i - 1);
  return previous ^ (previous >>> 30);
}

function advance(state: Uint32Array, i: number): number {
  if (i + 1 < SIZE) return i + 1;
  state[0] = at(state, SIZE - 1);
  return 1;
}

function at(state: Uint32Array, i: number): number {
  return state[i] ?? 0;
}
