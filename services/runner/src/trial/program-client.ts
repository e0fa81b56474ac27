import which from 'which';
import type { Host } from '../host.ts';
import { BadInputError } from '../errors.ts';
import { type CommandExit, runCommand } from '../subject/client/command/run-command.ts';
import { commandLine } from '../terminal/shell-words.ts';
import type { TrialClient } from './client-end.ts';
import { clientEnvironment, type EnvironmentSettings, filledIn } from './environment.ts';

export type ProgramSettings = EnvironmentSettings & {
  /** The program and its arguments, in which `{url}` and `{session}` are filled in; no shell is involved. */
  readonly command: readonly string[];
  readonly killGroup: Host['killGroup'];
};

/** A program that is started once for each run. Throws BadInputError where there is no such program. */
export function programClient(settings: ProgramSettings): TrialClient {
  const [name, ...args] = settings.command;
  if (name === undefined) {
    throw new BadInputError('no command given: expected -- and the command that uses the API');
  }
  const text = commandLine(settings.command);
  const program = which.sync(name, { path: settings.env['PATH'] ?? '', nothrow: true });
  if (program === null) {
    throw new BadInputError(`cannot start "${text}": there is no program ${name}`);
  }
  return {
    text,
    async run(place, { timeoutMs, signal }) {
      const env = clientEnvironment(settings, place);
      const { killGroup } = settings;
      const filled = args.map((word) => filledIn(word, place));
      const end = await runCommand({ program, args: filled, env, timeoutMs, signal, killGroup });
      signal.throwIfAborted();
      const { exit, output, realMs } = end;
      if (exit.kind === 'not-started') {
        throw new BadInputError(`cannot start "${text}": ${exit.reason}`);
      }
      return {
        says: exit.kind === 'exited' && exit.code === 0 ? 'success' : 'failure',
        how: exit.kind === 'timeout' ? 'timeout' : 'ended',
        with: wordsOf(exit),
        output,
        realMs,
      };
    },
    close: () => Promise.resolve(),
  };
}

function wordsOf(exit: Exclude<CommandExit, { kind: 'not-started' }>): string {
  if (exit.kind === 'exited') return `exit code ${exit.code}`;
  if (exit.kind === 'killed') return exit.signal;
  return exit.kind === 'timeout' ? 'no end in time' : 'an interruption';
}
