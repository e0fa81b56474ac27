import { requireCount } from './checks.ts';

/** A source of randomness; every resampling function takes one or a seed. */
export interface Random {
  /** Uniform on [0, 1) with 53 bits. */
  next(): number;
  /** A uniform integer from 0 to `n` - 1. */
  below(n: number): number;
}

const SIZE = 624;
const SHIFT = 397;

/**
 * The Mersenne Twister MT19937, seeded by an integer from 0 to 2^53 - 1. Equal seeds give the draws
 * of Python's `random.Random(seed).random()`, so that resampling can be checked outside the project.
 * Source: Matsumoto and Nishimura (1998), with the array initialisation of 2002.
 */
export function seededRandom(seed: number): Random {
  requireCount('seed', seed);
  const state = initialise(seed);
  const words = new Uint32Array(SIZE);
  let position = SIZE;

  // Two words a draw and an even number of them in the state, so a refill never falls between.
  function next(): number {
    if (position === SIZE) {
      refill(state, words);
      position = 0;
    }
    const high = at(words, position) >>> 5;
    const low = at(words, position + 1) >>> 6;
    position += 2;
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

/** Moves the state on by its whole length and writes the tempered words. */
function refill(state: Uint32Array, words: Uint32Array): void {
  for (let i = 0; i < SIZE; i += 1) {
    const next = i + 1 < SIZE ? i + 1 : 0;
    const far = i < SIZE - SHIFT ? i + SHIFT : i + SHIFT - SIZE;
    const joined = (at(state, i) & 0x80000000) | (at(state, next) & 0x7fffffff);
    const moved = at(state, far) ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    state[i] = moved;
    let word = moved ^ (moved >>> 11);
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    words[i] = word ^ (word >>> 18);
  }
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
