import type { Entry } from '@chaos-lab/contracts';
import { allEntries } from '../playbook/all-entries.ts';
import type { Book } from '../playbook/book.ts';
import { stagesOf } from '../playbook/stages.ts';
import { strategyOf } from '../strategies/index.ts';

const cache = new WeakMap<Book, (tool: string) => boolean>();

/**
 * Tells which tools' writes carry an Idempotency-Key: all where the settings or `strict` say so, else
 * those that an entry may recover by repeating a key, which must then be there from the first call.
 */
export function keysOf(book: Book): (tool: string) => boolean {
  const known = cache.get(book);
  if (known !== undefined) return known;
  const { idempotency_keys: setting, safety } = book.settings;
  const always = setting ?? (safety === 'strict' ? true : undefined);
  const needing = always === undefined ? toolsNeedingKeys(book) : new Set<string>();
  const answer = (tool: string): boolean => always ?? (needing.has(tool) || needing.has('*'));
  cache.set(book, answer);
  return answer;
}

function toolsNeedingKeys(book: Book): ReadonlySet<string> {
  const tools = new Set<string>();
  for (const { entry, path } of allEntries(book)) {
    if (!repeatsKey(entry, book)) continue;
    const place = String(path[0]);
    // A procedure counts where it is used; a default may be reached from any tool.
    if (place !== '_procedures') tools.add(place === 'default' ? '*' : place);
  }
  return tools;
}

const repeatsKey = (entry: Entry, book: Book): boolean =>
  stagesOf(entry, book).some((stage) => strategyOf(stage.entry.strategy).resends === 'keyed');
