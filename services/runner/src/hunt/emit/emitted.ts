import type { DecisionRecord, Naming } from '@chaos-lab/contracts';
import type { FindingFile } from '../finding-file.ts';

/** What a file about a finding is made from. */
export type Emission = {
  readonly file: FindingFile;
  readonly story: readonly string[];
  readonly records: readonly DecisionRecord[];
  readonly names: readonly Naming[];
  /** Starts `chaos-lab` here; `CHAOS_LAB` takes its place elsewhere. */
  readonly launcher: string;
};

/** One file of a finding. */
export type Emitter = { readonly name: string; readonly write: (from: Emission) => string };

/** A text as the words of a comment, a line each. */
export const commented = (mark: string, lines: readonly string[]): string =>
  lines.map((line) => `${mark} ${line.replaceAll(/[\r\n]+/g, ' ')}`).join('\n');
