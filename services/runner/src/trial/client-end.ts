/** How a client ended, and what it says of its run. */
export type ClientEnd = {
  /** Exit code 0 or a 2xx answer; a client that had to be ended says failure. */
  readonly says: 'success' | 'failure';
  /** `timeout`: it was ended since it took too long. */
  readonly how: 'ended' | 'timeout';
  /** `exit code 1`, `status 500`, `SIGKILL`, for messages. */
  readonly with: string;
  /** The last lines that it printed or answered. */
  readonly output: string;
  /** Real ms. */
  readonly realMs: number;
};

/** Where one run of a client finds the upstream: a base URL of its own, which names its session. */
export type RunPlace = { readonly session: string; readonly baseUrl: string };

/** A client under test: started, or asked, once for each run. */
export type TrialClient = {
  /** As a person wrote it. */
  readonly text: string;
  run(
    place: RunPlace,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<ClientEnd>;
  close(): Promise<void>;
};
