import { systemClock } from '@chaos-lab/service-kit';
import { BadInputError, LabFailureError } from '../errors.ts';
import type { Host } from '../host.ts';
import { type OwnProxy, startOwnProxy } from '../lab/own-proxy.ts';
import { parseCommand } from '../subject/client/command/parse-command.ts';
import { runCommand } from '../subject/client/command/run-command.ts';
import type { Oracle } from '../subject/oracle.ts';
import type { TrialClient } from './client-end.ts';
import { type Trials, trials } from './trials.ts';

export type BenchSettings = {
  readonly target: string;
  readonly openapi: string | undefined;
  readonly client: TrialClient;
  readonly oracle: Oracle | null;
  /** A command that puts the upstream back before each run. */
  readonly reset: string | undefined;
  readonly parallel: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly killGroup: Host['killGroup'];
  readonly interrupt: AbortController;
};

export type Bench = {
  readonly trials: Trials;
  readonly proxy: OwnProxy;
  stop(): Promise<void>;
};

const RESET_TIMEOUT_MS = 60_000;

/** A proxy of its own in front of the target, and a client that runs through it. */
export async function openBench(settings: BenchSettings): Promise<Bench> {
  const { target, openapi, client, oracle, parallel, interrupt } = settings;
  const reset = settings.reset === undefined ? null : resetBy(settings.reset, settings);
  const proxy = await startOwnProxy({ target, openapi, connections: parallel + 2 });
  // Whoever waits for a run learns that there is no proxy any more.
  void proxy.broken.then((reason) => interrupt.abort(reason));
  return {
    proxy,
    trials: trials({
      client,
      proxyUrl: proxy.url,
      proxy: proxy.admin,
      oracle,
      // Sessions of two checks of one upstream are not to share a name.
      prefix: `c${Math.round(systemClock.now()).toString(36)}-`,
      reset,
      signal: interrupt.signal,
    }),
    stop: () => proxy.stop(),
  };
}

function resetBy(
  command: string,
  { env, killGroup }: BenchSettings,
): (signal: AbortSignal) => Promise<void> {
  const parsed = parsedReset(command, env);
  return async (signal) => {
    const options = { ...parsed, env, killGroup, signal, timeoutMs: RESET_TIMEOUT_MS };
    const { exit, output } = await runCommand(options);
    signal.throwIfAborted();
    if (exit.kind === 'exited' && exit.code === 0) return;
    const how = exit.kind === 'exited' ? `exit code ${exit.code}` : exit.kind;
    const said = output.trim() === '' ? 'it printed nothing' : output.trim().slice(-400);
    throw new LabFailureError(`--reset "${command}" failed (${how}): ${said}`);
  };
}

function parsedReset(command: string, env: BenchSettings['env']) {
  try {
    return parseCommand(command, env['PATH'] ?? '');
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    throw new BadInputError(error.problems.map((problem) => `--reset: ${problem}`));
  }
}
