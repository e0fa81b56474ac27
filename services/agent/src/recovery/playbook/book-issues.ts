import type { ProblemIssue } from '@chaos-lab/contracts';
import type { Book } from './book.ts';
import { procedureIssues } from './procedure-issues.ts';
import { toolIssues } from './tool-issues.ts';

/** What no schema can see: entries that could never be reached or never end. */
export function bookIssues(book: Book): ProblemIssue[] {
  const issues = [...toolIssues(book), ...procedureIssues(book)];
  if (book.tables.get('*')?.['default'] === undefined) return issues;
  const message = 'the default of every tool is the top-level default: move it there';
  return [{ path: "$['*'].default", message }, ...issues];
}
