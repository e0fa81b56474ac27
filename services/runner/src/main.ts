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
  pid: process.pid,
  open: listen,
  killGroup: (leader) => process.kill(-leader, 'SIGKILL'),
  isAlive(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // Somebody else's: it is there.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
};

// Whoever read the output has gone, as `head` does: an experiment goes on, and its files tell it all.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

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
