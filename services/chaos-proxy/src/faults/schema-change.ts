import type { ResponseSchema } from '../openapi/response-schemas.ts';
import type { Change } from './json-rewrite.ts';

const MAX_TRIES = 200;
const MIN_TRIES = 8;
/** Bytes of JSON that are parsed to find one change: a long answer must not stop the process. */
const BUDGET_BYTES = 16 * 1024 * 1024;

/** The first change that the schema accepts, or refuses, as wanted. */
export function changeBySchema(
  text: string,
  schema: ResponseSchema | 'unusable',
  accepted: boolean,
  changes: (schema: ResponseSchema) => Iterable<string>,
): Change {
  if (schema === 'unusable') return { suppressed: 'schema-unusable' };
  let left = Math.max(MIN_TRIES, Math.min(MAX_TRIES, Math.floor(BUDGET_BYTES / text.length)));
  for (const changed of changes(schema)) {
    if (schema.accepts(JSON.parse(changed)) === accepted) return changed;
    left -= 1;
    if (left === 0) break;
  }
  return { suppressed: 'no-fitting-change' };
}
