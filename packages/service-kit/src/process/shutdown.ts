import closeWithGrace from 'close-with-grace';
import { onHangUp } from './on-hang-up.ts';
import { watchParent } from './parent-watch.ts';

export interface ShutdownReason {
  /** Absent when the parent is gone or `close` was called. */
  readonly signal?: string;
  /** An exception or rejection that nobody caught; the process exits with 1 afterwards. */
  readonly error?: Error;
}

export interface ShutdownOptions {
  /** When this many milliseconds have passed the process exits with 1, finished or not. */
  readonly deadlineMs: number;
  /** What SIGHUP does in place of ending the process; see `onHangUp`. */
  readonly reload?: () => void;
  /** Exit code of a shutdown that went well, 0 unless told. */
  readonly exitCode?: () => number;
  /**
   * Told why the process does not end well: an uncaught error, a handler that failed, a deadline, a
   * second signal. Without it that is a line on stderr.
   */
  readonly onForced?: (why: string) => void;
}

type Handler = (reason: ShutdownReason) => unknown;

// A Ctrl-C reaches a process twice when its parent (npm, say) passes on what the terminal has
// already sent to the whole group; only a later signal means "at once".
const SAME_SIGNAL_MS = 300;

/**
 * Ends the process in order on SIGTERM, SIGINT, an uncaught error, or the death of the parent:
 * the handlers run one after the other, then it exits. A second signal exits at once.
 */
export function onShutdown(handlers: readonly Handler[], options: ShutdownOptions) {
  const forced = options.onForced ?? ((why: string) => void process.stderr.write(`${why}\n`));
  let reason: ShutdownReason = {};
  const grace = closeWithGrace(
    {
      delay: options.deadlineMs,
      skip: ['SIGTERM', 'SIGINT', 'beforeExit', ...(options.reload ? (['SIGHUP'] as const) : [])],
      logger: false,
      onTimeout: (delay) => forced(`not finished after ${delay} ms`),
      onSecondError: (error) => forced(`second error: ${messageOf(error)}`),
    },
    async ({ err, signal }) => {
      reason = { ...(err && { error: err }), ...(signal && { signal }), ...reason };
      if (err) forced(`uncaught error: ${messageOf(err)}`);
      try {
        for (const handle of handlers) await handle(reason);
      } catch (error) {
        forced(`the shutdown failed: ${messageOf(error)}`);
        process.exit(1);
      }
      if (!err) process.exit(options.exitCode?.() ?? 0);
    },
  );

  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      reason = { signal };
      grace.close();
    } else if (performance.now() - firstAt > SAME_SIGNAL_MS) {
      forced(`second ${signal}`);
      process.exit(1);
    }
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  watchParent(() => grace.close());
  const forgetHangUp = options.reload && onHangUp(options.reload, () => grace.close());

  return {
    /** Ends the process as a signal would. */
    close: (): void => grace.close(),
    /** Takes every listener off again and leaves signals to Node's defaults. */
    uninstall: (): void => {
      grace.uninstall();
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
      forgetHangUp?.();
    },
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
