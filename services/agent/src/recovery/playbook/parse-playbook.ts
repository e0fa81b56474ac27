import { createHash } from 'node:crypto';
import { playbookSchema } from '@chaos-lab/contracts';
import { type Book, bookOf } from './book.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { PlaybookError } from './playbook-error.ts';
import { playbookIssues } from './playbook-issues.ts';
import { bookIssues } from './book-issues.ts';

/** A playbook that can be used, and which text it came from. Never changes. */
export interface LoadedPlaybook {
  readonly name: string;
  /** First 12 hex digits of the SHA-256 of its text. */
  readonly version: string;
  readonly book: Book;
  /** The text it was read from. */
  readonly text: string;
}

/**
 * Reads the text of a playbook file. Throws a PlaybookError that names every place that is wrong by
 * its JSON path; `where` is the file, for the message.
 */
export function parsePlaybook(name: string, text: string, where = name): LoadedPlaybook {
  // Editors on Windows begin a file with a byte-order mark, which is no part of JSON.
  const json = parseJson(text.replace(/^\uFEFF/, ''), where);
  const parsed = playbookSchema.safeParse(json);
  if (!parsed.success) throw new PlaybookError(where, playbookIssues(parsed.error, json));
  const book = bookOf(parsed.data);
  const issues = bookIssues(book);
  if (issues.length > 0) throw new PlaybookError(where, issues);
  const version = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 12);
  return Object.freeze({ name, version, book, text });
}

function parseJson(text: string, where: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const quoted = withQuotedNaN(text);
    if (quoted !== undefined) return quoted;
    const message = error instanceof Error ? error.message : String(error);
    throw new PlaybookError(where, [{ path: '$', message: `not JSON: ${message}` }]);
  }
  const twice = duplicateKeys(text);
  if (twice.length > 0) throw new PlaybookError(where, twice);
  return json;
}

/**
 * NaN and Infinity are what a careless program writes for a number it does not have. As strings they
 * reach the schema, which refuses them with their path.
 */
function withQuotedNaN(text: string): unknown {
  const quoted = text.replaceAll(/(?<=[:[,]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])/g, '"$&"');
  try {
    return JSON.parse(quoted) as unknown;
  } catch {
    return undefined;
  }
}
