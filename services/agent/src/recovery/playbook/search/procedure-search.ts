import { STATUS_CODES } from 'node:http';
import type { Entry } from '@chaos-lab/contracts';
import MiniSearch from 'minisearch';
import { allEntries } from '../all-entries.ts';
import type { Book } from '../book.ts';
import { jsonPath } from '../json-path.ts';
import type { Article } from './article.ts';

/** An entry that fits words, how well (BM25+: 5 for one common word, over 100 for a status), and where it comes from. */
export interface Proposal {
  readonly entry: Entry;
  readonly score: number;
  /** JSON path in the playbook, or `knowledge_base/ARTICLE`. */
  readonly source: string;
}

/** Score below which a match is more likely chance; see `docs/reference/playbooks.md`. */
export const DEFAULT_THRESHOLD = 8.5;

interface Indexed {
  readonly id: string;
  /** Whom it is for; `*` is everybody. */
  readonly tool: string;
  readonly title: string;
  readonly errors: string;
  readonly text: string;
}

type Search = (tool: string, query: string) => Proposal[];

const indexes = new WeakMap<Book, Map<readonly Article[], Search>>();

/** The procedures of a playbook and of the knowledge base that fit an error, best first. */
function proposals(
  book: Book,
  articles: readonly Article[],
  tool: string,
  error: string,
): Proposal[] {
  const ofBook = indexes.get(book) ?? new Map<readonly Article[], Search>();
  indexes.set(book, ofBook);
  const find = ofBook.get(articles) ?? createSearch(book, articles);
  ofBook.set(articles, find);
  return find(tool, words(error));
}

/** The best procedure for an error, whatever its score; undefined where no word matches. */
export function bestProcedure(
  book: Book,
  articles: readonly Article[],
  tool: string,
  error: string,
): Proposal | undefined {
  return proposals(book, articles, tool, error)[0];
}

function createSearch(book: Book, articles: readonly Article[]): Search {
  const entries = new Map<string, Entry>();
  const index = new MiniSearch<Indexed>({
    fields: ['title', 'errors', 'text'],
    storeFields: ['tool'],
    processTerm: termOf,
  });
  for (const { entry, path } of allEntries(book)) {
    if (entry.reasoning === undefined) continue;
    const id = jsonPath(path);
    const [place = '', condition = ''] = path.map(String);
    entries.set(id, entry);
    const tool = place === 'default' || place === '_procedures' ? '*' : place;
    index.add({ id, tool, title: '', errors: words(condition), text: entry.reasoning });
  }
  for (const { id: name, title, errors, text, entry } of articles) {
    const id = `knowledge_base/${name}`;
    entries.set(id, entry);
    index.add({ id, tool: '*', title, errors: errors.map(words).join(' '), text });
  }
  return (tool, query) => {
    const hits = index.search(query, {
      boost: { errors: 3, title: 2 },
      // A number that is nearly right is another number.
      fuzzy: (term) => (/\d/.test(term) ? false : 0.15),
      filter: (hit) => hit['tool'] === '*' || hit['tool'] === tool,
    });
    return hits.flatMap(({ id, score }) => {
      const source = String(id);
      const entry = entries.get(source);
      return entry === undefined ? [] : [{ entry, score, source }];
    });
  };
}

const STOP_WORDS = new Set(['the', 'and', 'for', 'not', 'with', 'was', 'has', 'that']);

/** Words of one or two letters and the commonest ones say nothing about an error. */
function termOf(term: string): string | null {
  const lower = term.toLowerCase();
  return lower.length < 3 || STOP_WORDS.has(lower) ? null : lower;
}

/** `schema_mismatch` as words, and a status with its phrase. */
function words(text: string): string {
  const phrase = STATUS_CODES[text];
  const spaced = text.replaceAll(/[_-]+/g, ' ');
  return phrase === undefined ? spaced : `${spaced} ${phrase}`;
}
