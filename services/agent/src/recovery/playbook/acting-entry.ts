import type { SimpleEntry } from '@chaos-lab/contracts';

/** An entry that acts by itself: `sequence` and `use_procedure` are expanded into these. */
export type ActingEntry = Exclude<SimpleEntry, { strategy: 'use_procedure' }>;
export type ActingName = ActingEntry['strategy'];
