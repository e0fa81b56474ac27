import { type ChildProcess, spawn } from 'node:child_process';
import { PETSTORE_BASE_PATH, sessionPrefix } from '@chaos-lab/contracts';
import { BadInputError, messageOf } from '../../errors.ts';
import type { Host } from '../../host.ts';
import type { AgentDriver } from './client.ts';
import { findProgram } from './command/find-program.ts';
import { splitCommand } from './command/split-command.ts';

export type CommandSettings = {
  /** For messages. */
  readonly arm: string;
  readonly command: string;
  /** Traffic port of the proxy. */
  readonly proxyUrl: string;
  readonly timeScale: number;
  /** Lab seconds. */
  readonly deadlineS: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly killGroup: Host['killGroup'];
};

/**
 * An arm that is a program, started once a run. Session and arm are in the path of `BASE_URL`;
 * `DEADLINE_S` is real time. Exit code 0 is its claim of success, anything else of failure, and a
 * program that is not done at its deadline is killed with everything it started.
 */
export function commandAgent(settings: CommandSettings): AgentDriver {
  const [program, ...args] = splitCommand(settings.command);
  const path = findProgram(program, settings.env['PATH'] ?? '');
  if (path === undefined) {
    throw new BadInputError(
      `arm ${settings.arm}: cannot start "${settings.command}": there is no program ${program}`,
    );
  }
  const deadlineMs = (settings.deadlineS * 1000) / settings.timeScale;
  return async (identity, signal) => {
    const startedAt = performance.now();
    const child = spawn(path, args, {
      stdio: 'ignore',
      detached: true,
      env: {
        ...withoutSecrets(settings.env),
        BASE_URL: settings.proxyUrl + sessionPrefix(identity) + PETSTORE_BASE_PATH,
        SESSION: identity.session,
        ARM: identity.arm,
        DEADLINE_S: String(deadlineMs / 1000),
      },
    });
    const stop = (): void => endGroup(child, settings.killGroup);
    const deadline = setTimeout(stop, deadlineMs);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const code = await exitCode(child, settings);
      signal.throwIfAborted();
      return {
        outcome: code === 0 ? 'success' : 'failure',
        result: null,
        realMs: performance.now() - startedAt,
      };
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** Without the key to the admin ports: with it a program could read its faults and write its verdict. */
function withoutSecrets({ ADMIN_TOKEN: _token, ...env }: CommandSettings['env']) {
  return env;
}

function exitCode(child: ChildProcess, { arm, command }: CommandSettings): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(new BadInputError(`arm ${arm}: cannot start "${command}": ${messageOf(error)}`));
    });
    child.once('exit', resolve);
  });
}

/** The program leads a process group of its own, so that its children end with it. */
function endGroup(child: ChildProcess, killGroup: Host['killGroup']): void {
  if (child.pid === undefined) return;
  try {
    killGroup(child.pid);
  } catch {
    child.kill('SIGKILL');
  }
}
