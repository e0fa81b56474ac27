import { entrySchema } from '@chaos-lab/contracts';
import { z } from 'zod';

/** What is known about one kind of error, and what to do about it. A file of the knowledge base. */
export const articleSchema = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1),
  /** Names and messages under which the error is met. */
  errors: z.array(z.string().min(1)).min(1),
  text: z.string().min(1),
  entry: entrySchema,
});
export type Article = z.infer<typeof articleSchema> & { readonly id: string };
