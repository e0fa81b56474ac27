import { expecting } from '@chaos-lab/service-kit';
import { z } from 'zod';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** `60s`, `5m`, `1h` in seconds. */
export const durationSchema = expecting(
  z
    .string()
    .regex(/^\d+(?:\.\d+)?[smh]$/)
    .transform((text) => Number(text.slice(0, -1)) * (SECONDS[text.slice(-1)] ?? 1)),
  'a duration',
  'something like 60s, 5m or 1h',
);
