import type { Candidate, Entry, LookupLevel, ToolTable, When } from '@chaos-lab/contracts';
import { classOf } from '../../calls/failure/status-class.ts';
import { listed } from './all-entries.ts';
import type { Book } from './book.ts';
import { jsonPath } from './json-path.ts';
import { unmet, type WhenFacts } from './when.ts';

export interface Resolution {
  readonly entry: Entry;
  /** JSON path of the entry; null where none matched and the built-in one applies. */
  readonly path: string | null;
  /** How specific the match was. */
  readonly level: LookupLevel;
  /** Rank of a full-text match. */
  readonly score?: number;
  readonly trace: readonly Candidate[];
}

const BUILT_IN: Entry = { strategy: 'fail_fast', config: {} };

export interface Question {
  readonly tool: string;
  /** A condition, or any words that describe an error. */
  readonly condition: string;
  readonly facts: WhenFacts;
}

interface Place {
  readonly level: LookupLevel;
  readonly path: readonly PropertyKey[];
  readonly value: Entry | readonly Entry[] | undefined;
}

/**
 * The entry for a failure: tool and exact condition, tool and class, the tool's default, `*` and
 * exact, `*` and class, the top default, and `fail_fast` where a playbook has none of these. Within
 * a place the highest priority whose `when` holds wins.
 */
export function lookup(book: Book, question: Question): Resolution {
  const trace: Candidate[] = [];
  let won: { entry: Entry; path: string; level: LookupLevel } | undefined;
  for (const place of placesOf(book, question)) {
    if (won !== undefined) {
      trace.push({ path: jsonPath(place.path), result: 'not_reached', why: `${won.path} won` });
      continue;
    }
    const choice = choose(place, question.facts, trace);
    if (choice !== undefined) won = { ...choice, level: place.level };
  }
  if (won !== undefined) return { ...won, trace };
  trace.push({ path: 'built-in', result: 'won', why: 'nothing else matched' });
  return { entry: BUILT_IN, path: null, level: 'built_in', trace };
}

/** Where an entry may stand, the most specific first. */
const ORDER = [
  { level: 'tool_exact', table: 'tool', key: 'exact' },
  { level: 'tool_class', table: 'tool', key: 'class' },
  { level: 'tool_default', table: 'tool', key: 'default' },
  { level: 'any_exact', table: '*', key: 'exact' },
  { level: 'any_class', table: '*', key: 'class' },
  { level: 'default', table: 'top', key: 'default' },
] as const satisfies readonly {
  level: LookupLevel;
  table: 'tool' | '*' | 'top';
  key: 'exact' | 'class' | 'default';
}[];

function placesOf(book: Book, { tool, condition }: Question): Place[] {
  // Words that are no condition are no key of a table, and a transport name has no class.
  const keys = { exact: condition, class: classOf(condition), default: 'default' };
  const names = { tool, '*': '*' };
  return ORDER.flatMap(({ level, table, key }): Place[] => {
    const name = keys[key];
    if (name === undefined) return [];
    if (table === 'top') return [{ level, path: [name], value: book.fallback }];
    const path = [names[table], name];
    return [{ level, path, value: entriesOf(book.tables.get(names[table]))(name) }];
  });
}

/** Reads what a table holds itself: a condition may be called like what every object inherits. */
const entriesOf =
  (table: ToolTable | undefined) =>
  (condition: string): Place['value'] =>
    table !== undefined && Object.hasOwn(table, condition) ? table[condition] : undefined;

function choose(
  place: Place,
  facts: WhenFacts,
  trace: Candidate[],
): { entry: Entry; path: string } | undefined {
  const entries = [...listed(place.value, place.path)].toSorted(
    (a, b) => (b.entry.priority ?? 0) - (a.entry.priority ?? 0),
  );
  if (entries.length === 0) {
    trace.push({ path: jsonPath(place.path), result: 'absent', why: 'no entry' });
  }
  let won: { entry: Entry; path: string } | undefined;
  for (const { entry, path } of entries) {
    const at = jsonPath(path);
    const against = objection(entry.when, facts);
    if (won !== undefined) {
      trace.push({ path: at, result: 'outranked', why: `${won.path} goes first` });
    } else if (against === undefined) {
      won = { entry, path: at };
      trace.push({
        path: at,
        result: 'won',
        why: entry.when === undefined ? 'matches' : 'when holds',
      });
    } else {
      trace.push({ path: at, result: 'not_applicable', why: `${against} does not hold` });
    }
  }
  return won;
}

const objection = (when: When | undefined, facts: WhenFacts): string | undefined =>
  when === undefined ? undefined : unmet(when, facts);
