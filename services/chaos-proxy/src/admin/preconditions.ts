import type { Request } from 'express';
import { problem } from './problems.ts';

export const etagOf = (version: string): string => `"${version}"`;

/** Refuses with 412 where `If-Match` names another version than the one in force (RFC 9110, 13.1.1). */
export function requireMatch(request: Request, version: string): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined) return;
  const tags = new Set(wanted.split(',').map((tag) => tag.trim()));
  if (tags.has('*') || tags.has(etagOf(version))) return;
  throw problem(
    'precondition-failed',
    412,
    `If-Match is ${wanted}, but the scenario in force is ${etagOf(version)}: read it again and retry`,
  );
}
