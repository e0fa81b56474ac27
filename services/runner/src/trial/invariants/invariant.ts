import type { Observation } from '../observation.ts';

/** Something that must hold of every run, whatever it met. */
export type Invariant = {
  /** As a table says it of a run that broke it. */
  readonly title: string;
  /** What must hold, for certificates: "no effect is made twice". */
  readonly holds: string;
  /** What was broken, in a sentence; null where nothing was. */
  readonly broken: (run: Observation) => string | null;
};
