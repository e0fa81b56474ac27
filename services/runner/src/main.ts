// First, so that it holds for everything that is loaded.
import './small-heap.ts';
import { listen, onShutdown, runMain } from '@chaos-lab/service-kit';
import { runCommandLine } from './cli/run-command-line.ts';
import { EXIT, InterruptedError } from './errors.ts';
import type { Host } from './host.ts';

/** Real ms that an interrupted experiment has to write its files and stop its processes. */
const SHUTDOWN_DEADLINE_MS = 20_000;

const host: Host = {
  nodeVersion: process.versions.node,
  open: listen,
  killGroup: (leader) => process.kill(-leader, 'SIGKILL'),
};

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
    return await runCommandLine({ ...context, host }, interrupt);
  } finally {
    finished.resolve();
    shutdown.uninstall();
  }
});
