import { z } from 'zod';

const stepSchema = z.strictObject({
  name: z.string().min(1),
  /** A command of chaos-lab. */
  command: z.string().regex(/^[a-z][a-z-]*$/, 'expected a command of chaos-lab'),
  args: z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).default([]),
});

/** A file for `chaos-lab steps`: named steps one after another, and what to look at in the end. */
export const stepsFileSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  steps: z.array(stepSchema).min(1),
  /** Files or addresses to open at the end. */
  open: z.array(z.string().min(1)).default([]),
});
export type StepsFile = z.infer<typeof stepsFileSchema>;
