import type { Entry } from '@chaos-lab/contracts';
import type { Book } from './book.ts';

export interface PlacedEntry {
  readonly entry: Entry;
  readonly path: readonly PropertyKey[];
}

/** Every entry of a playbook with its path; what is inside a sequence belongs to the sequence. */
export function* allEntries({ tables, fallback, procedures }: Book): Generator<PlacedEntry> {
  for (const [tool, table] of tables) {
    for (const [condition, value] of Object.entries(table)) {
      yield* listed(value, [tool, condition]);
    }
  }
  yield* listed(fallback, ['default']);
  for (const [name, entry] of procedures) yield { entry, path: ['_procedures', name] };
}

/** One entry, or a list of them, with their paths. */
export function* listed(
  value: Entry | readonly Entry[] | undefined,
  path: readonly PropertyKey[],
): Generator<PlacedEntry> {
  if (value === undefined) return;
  if (!isList(value)) {
    yield { entry: value, path };
    return;
  }
  for (const [index, entry] of value.entries()) yield { entry, path: [...path, index] };
}

const isList = (value: Entry | readonly Entry[]): value is readonly Entry[] => Array.isArray(value);
