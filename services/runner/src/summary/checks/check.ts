import type { LabCheck, Summary } from '@chaos-lab/contracts';

/** What a check of the lab on itself looks at. */
export type Checked = Omit<Summary, 'checks' | 'hypotheses'>;

/** Looks at one thing that must be right before anything may be claimed. */
export type Check = (summary: Checked) => Omit<LabCheck, 'name'>;

/** Strict, because every experiment passes here and an honest one must not be stopped often. */
export const LEVEL = 0.01;

export const passed = (sentence: string) => ({ made: true, passed: true, sentence });
export const failed = (sentence: string) => ({ made: true, passed: false, sentence });
export const notMade = (sentence: string) => ({ made: false, passed: false, sentence });
