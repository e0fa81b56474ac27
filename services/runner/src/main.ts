import { onShutdown, runMain, UserError } from '@chaos-lab/service-kit';
import packageJson from '../package.json' with { type: 'json' };
import { runCli } from './cli/program.ts';
import { EXIT, InterruptedError, LabFailureError, messageOf } from './errors.ts';

/** Real ms that an interrupted experiment has to write its files and stop its processes. */
const SHUTDOWN_DEADLINE_MS = 20_000;

await runMain('chaos-lab', async (context) => {
  const interrupt = new AbortController();
  const finished = Promise.withResolvers<void>();
  const shutdown = onShutdown(
    [
      async ({ error }) => {
        interrupt.abort(error ?? new InterruptedError());
        await finished.promise;
      },
    ],
    { deadlineMs: SHUTDOWN_DEADLINE_MS, exitCode: () => EXIT.interrupted },
  );
  try {
    return await runCli({
      ...context,
      version: packageJson.version,
      interrupt,
      stderrStream: process.stderr,
    });
  } catch (error) {
    throw asUserError(error);
  } finally {
    finished.resolve();
    shutdown.uninstall();
  }
});

/** What nobody foresaw counts as a failure of the lab, so that exit code 1 keeps its meaning. */
function asUserError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  if ('code' in error && String(error.code).startsWith('commander.')) return error;
  if ('code' in error && error.code === 'HELP_REQUESTED') return error;
  return new LabFailureError(`unexpected failure: ${messageOf(error)}`, error);
}
