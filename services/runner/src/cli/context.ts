import type { Settings, ConfigOf } from '@chaos-lab/service-kit';
import { type MainContext, readSettings } from '@chaos-lab/service-kit';
import type { Command } from 'commander';

/** What a command may use of its process. */
export type CliContext = MainContext & {
  readonly version: string;
  /** Aborted with the reason when the command is to end early. */
  readonly interrupt: AbortController;
};

/** Runs a parsed command and resolves to its exit code. */
export type Action = (context: CliContext) => Promise<number>;

/** Runs a whole command line, for a command that runs others. */
export type RunArguments = (context: CliContext) => Promise<number>;

/** Adds one command to the program; `choose` tells what is to run once everything is parsed. */
export type Register = (
  program: Command,
  choose: (action: Action) => void,
  run: RunArguments,
) => void;

/** The settings of a parsed command from its flags, the environment and `--config`. */
export function settingsOf<T extends Settings>(
  command: Command,
  settings: T,
  context: CliContext,
): ConfigOf<T> {
  return readSettings(command, settings, {
    env: context.env,
    readFile: context.readFile,
    section: 'chaos-lab',
    knownSections: ['petstore-mock', 'chaos-proxy', 'agent'],
  });
}
