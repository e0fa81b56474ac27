import { z } from 'zod';

export const breakerSettingsSchema = z.strictObject({
  /** Consecutive failures that open it; without it the share of failures in the window does. */
  consecutiveFailures: z.number().int().min(1).optional(),
  errorThresholdPercentage: z.number().min(1).max(100).default(50),
  volumeThreshold: z.number().int().min(1).default(5),
  /** Seconds of lab time. */
  windowS: z.number().positive().default(10),
  resetAfterS: z.number().positive().default(30),
  /** Whether a task has breakers of its own or all tasks of the process share them. */
  scope: z.enum(['task', 'process']).default('task'),
});
export type BreakerSettings = z.infer<typeof breakerSettingsSchema>;

export const BREAKER_STATES = ['off', 'closed', 'open', 'half-open'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];
