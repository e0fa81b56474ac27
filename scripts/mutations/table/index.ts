import type { Mutation } from '../mutation.ts';
import { ACCESS } from './access.ts';
import { BOUNDS } from './bounds.ts';
import { DOCUMENTS } from './documents.ts';
import { FRAMING } from './framing.ts';
import { NAMES } from './names.ts';
import { OUTPUTS } from './outputs.ts';
import { SECRETS } from './secrets.ts';
import { SLOW_AND_LONG } from './slow-and-long.ts';
import { UPSTREAM } from './upstream.ts';
import { WRITES } from './writes.ts';

/** Every protection that docs/security.md promises, and what keeps the books of writes, taken away one by one. */
export const MUTATIONS: readonly Mutation[] = [
  ...UPSTREAM,
  ...ACCESS,
  ...SLOW_AND_LONG,
  ...BOUNDS,
  ...DOCUMENTS,
  ...NAMES,
  ...OUTPUTS,
  ...SECRETS,
  ...FRAMING,
  ...WRITES,
];
