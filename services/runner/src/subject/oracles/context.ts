import type { Host } from '../../host.ts';

/** What an oracle may use of the machine. */
export type OracleContext = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly killGroup: Host['killGroup'];
  readonly signal: AbortSignal;
};
