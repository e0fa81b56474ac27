import { nameSchema } from '@chaos-lab/contracts';
import { z } from 'zod';

/** `?session=&arm=`: absent means all. */
export const selectionQuery = { session: nameSchema.optional(), arm: nameSchema.optional() };

/** `true` and `false` in a query. */
export const flagQuery = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
