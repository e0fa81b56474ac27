import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PlaybookError } from '../playbook-error.ts';
import { playbookIssues } from '../playbook-issues.ts';
import { type Article, articleSchema } from './article.ts';

/** Every `*.json` of the knowledge base, named by its stem. Throws a PlaybookError for a bad one. */
export function readArticles(folder: string): Article[] {
  return list(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readArticle(join(folder, name)));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw refused(folder, error);
  }
}

function readArticle(file: string): Article {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw refused(file, error);
  }
  const parsed = articleSchema.safeParse(json);
  if (!parsed.success) throw new PlaybookError(file, playbookIssues(parsed.error, json));
  return { ...parsed.data, id: basename(file, '.json') };
}

const refused = (where: string, error: unknown): PlaybookError =>
  new PlaybookError(where, [
    { path: '$', message: error instanceof Error ? error.message : String(error) },
  ]);
