import { toHaveAttempted } from './have-attempted.ts';
import { toHaveHonouredRetryAfter } from './have-honoured-retry-after.ts';
import { toHaveKeptKey } from './have-kept-key.ts';
import { toHaveNoDuplicates } from './have-no-duplicates.ts';
import { toHaveSentSameBody } from './have-sent-same-body.ts';

/** For `expect.extend` of vitest and jest. */
export const chaosMatchers = {
  toHaveAttempted,
  toHaveKeptKey,
  toHaveSentSameBody,
  toHaveNoDuplicates,
  toHaveHonouredRetryAfter,
};
