import type { Address } from '../hunt/search/address.ts';
import type { FaultSet } from '../hunt/search/fault-set.ts';
import { type FaultWord, faultWord } from '../trial/fault-word.ts';
import { MAX_ATTEMPTS } from '../trial/invariants/endless.ts';

/** One way in which a call goes wrong. */
export type Column = {
  /** As `--only` takes it. */
  readonly name: string;
  /** As the table says it. */
  readonly title: string;
  readonly fault: FaultWord;
  /** The faults that make this call go wrong in this way. */
  readonly place: (at: Address) => FaultSet;
};

const TITLES: Readonly<Record<string, string>> = {
  'http-503': '503',
  'http-429': '429, Retry-After: 1',
  reset: 'reset',
  'reset@after': 'answer lost',
  truncate: 'body cut',
};

/** What every call meets unless told otherwise. */
const DEFAULT_WORDS = ['http-503', 'http-429', 'reset', 'reset@after', 'hang', 'truncate'];

const ALWAYS = ' always';

/** A fault at the first try of a call, and at no other. */
function once(word: string): Column {
  return {
    name: word,
    title: TITLES[word] ?? word,
    fault: faultWord(word),
    place: (at) => [{ at, fault: word }],
  };
}

/** A fault at every try of a call, as many as anybody should make. */
function always(word: string): Column {
  return {
    name: word + ALWAYS,
    title: `${TITLES[word] ?? word}, always`,
    fault: faultWord(word),
    place: (at) =>
      Array.from({ length: MAX_ATTEMPTS + 1 }, (_, index) => ({
        at: { ...at, attempt: index + 1 },
        fault: word,
      })),
  };
}

/** The columns of a check: the usual ones, what `--faults` adds, and a service that stays down. */
export function columnsOf(added: readonly string[]): Column[] {
  const words = [...new Set([...DEFAULT_WORDS, ...added])];
  return [...words.map(once), always('http-503')];
}

/** The column that `--only` names. */
export function columnNamed(name: string): Column {
  return name.endsWith(ALWAYS) ? always(name.slice(0, -ALWAYS.length)) : once(name);
}
