import { sessionPrefix } from '@chaos-lab/contracts';
import { BadInputError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import type { Client } from './client.ts';
import { parseCommand } from './command/parse-command.ts';
import { type CommandExit, runCommand } from './command/run-command.ts';

export type ProgramSettings = {
  /** For messages. */
  readonly arm: string;
  readonly command: string;
  /** Traffic port of the proxy, and the path of the API behind it. */
  readonly proxyUrl: string;
  readonly basePath: string;
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
export function program(settings: ProgramSettings): Client {
  const { arm, command, env, killGroup } = settings;
  const parsed = parsedCommand(settings);
  const timeoutMs = (settings.deadlineS * 1000) / settings.timeScale;
  return async (identity, signal) => {
    const { exit, output, realMs } = await runCommand({
      ...parsed,
      env: {
        ...withoutSecrets(env),
        BASE_URL: settings.proxyUrl + sessionPrefix(identity) + settings.basePath,
        SESSION: identity.session,
        ARM: identity.arm,
        DEADLINE_S: String(timeoutMs / 1000),
      },
      timeoutMs,
      signal,
      killGroup,
    });
    signal.throwIfAborted();
    if (exit.kind === 'not-started') {
      throw new BadInputError(`arm ${arm}: cannot start "${command}": ${exit.reason}`);
    }
    const success = exit.kind === 'exited' && exit.code === 0;
    return {
      outcome: success ? 'success' : 'failure',
      result: null,
      realMs,
      ended: endingOf(exit, timeoutMs),
      output,
    };
  };
}

function endingOf(exit: CommandExit, timeoutMs: number): string {
  switch (exit.kind) {
    case 'exited':
      return `ended with exit code ${exit.code}`;
    case 'killed':
      return `was ended by ${exit.signal}`;
    case 'timeout':
      return `was not done after ${timeoutMs / 1000} s and was killed`;
    case 'aborted':
      return 'was interrupted';
    case 'not-started':
      break;
  }
  return `could not be started: ${exit.reason}`;
}

function parsedCommand({ arm, command, env }: ProgramSettings) {
  try {
    return parseCommand(command, env['PATH'] ?? '');
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    throw new BadInputError(error.problems.map((problem) => `arm ${arm}: ${problem}`));
  }
}

/** Without the key to the admin ports: with it a program could read its faults and write its verdict. */
function withoutSecrets({ ADMIN_TOKEN: _token, ...env }: ProgramSettings['env']) {
  return env;
}
