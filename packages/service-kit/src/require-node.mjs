// The launchers import this first. It must parse and run on old versions of Node: plain JavaScript,
// no top-level await in what old versions cannot read, no dependency.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What runs the sources. */
const NEEDED = '24.0.0';
const RELAUNCHED = 'CHAOS_LAB_RELAUNCHED';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Resolves on a Node that is new enough; an older one runs the bundled Node and never does. */
export async function requireNode({ needed = NEEDED, bundled = bundledNode() } = {}) {
  if (isAtLeast(process.versions.node, needed)) return;
  if (process.env[RELAUNCHED] === '1' || bundled === undefined || !existsSync(bundled)) {
    process.stderr.write(
      `This program needs Node ${needed.replace(/(\.0)+$/, '')} or newer and found ${process.versions.node}: ` +
        'install it, or run "npm install" with optional dependencies, which brings one along.\n',
    );
    process.exit(1);
  }
  await relaunch(bundled);
}

function isAtLeast(version, needed) {
  const [found, least] = [version, needed].map((text) => text.split('.').map(Number));
  const at = least.findIndex((part, index) => part !== found[index]);
  return at === -1 || found[at] > least[at];
}

/** The Node that an optional dependency has brought; undefined where none has. */
function bundledNode() {
  try {
    return createRequire(import.meta.url).resolve(
      `node-${process.platform}-${process.arch}/bin/node`,
    );
  } catch {
    return undefined;
  }
}

/** Runs the same command line with the other Node and ends as it ends. */
function relaunch(node) {
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], {
    // The channel tells the child when this process is gone, even if it was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [RELAUNCHED]: '1', CHAOS_LAB_PARENT: '1' },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  process.on('disconnect', () => child.kill('SIGTERM'));
  return new Promise(() => {
    child.on('error', (error) => {
      process.stderr.write(`Cannot start ${node}: ${error.message}\n`);
      process.exit(1);
    });
    child.on('exit', (code, signal) => {
      if (signal === null) process.exit(code);
      for (const name of SIGNALS) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    });
  });
}
