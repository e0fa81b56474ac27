import type { DecisionRecord } from '@chaos-lab/contracts';

export type FormatOptions = {
  /** Scheme, host and port put before each path: a tape holds paths only. No slash at its end. */
  readonly baseUrl: string;
};

/**
 * Writes a tape for another tool, record by record, so that a tape of any length needs no more memory
 * than one record. Every function returns the text that comes next.
 */
export type TapeFormat = {
  readonly describe: string;
  readonly begin: (options: FormatOptions) => TapeWriter;
};

export type TapeWriter = {
  record(record: DecisionRecord): string;
  end(): string;
};
