import type { Settings, ConfigOf } from '@chaos-lab/service-kit';
import { type MainContext, readSettings } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { ADDRESSES, CHANGES, OUTPUT } from './settings.ts';

/** What a command may use of its process. */
export type CliContext = MainContext & {
  readonly version: string;
  readonly host: Host;
  /** Aborted with the reason when the command is to end early. */
  readonly interrupt: AbortController;
  /** What stands behind `--`, for a command that runs others; undefined where there is no `--`. */
  readonly behindDashes?: readonly string[] | undefined;
};

/** Runs a parsed command and resolves to its exit code. */
export type Action = (context: CliContext) => Promise<number>;

/** Runs a whole command line, for a command that runs others. */
export type RunArguments = (context: CliContext) => Promise<number>;

/** What a command takes beside its flags. */
export type Takes = {
  /** Whether a command line of its own may stand behind `--`. */
  readonly command?: boolean;
};

/** Adds one command to the program; `choose` tells what is to run once everything is parsed. */
export type Register = (
  program: Command,
  choose: (action: Action, takes?: Takes) => void,
  run: RunArguments,
) => void;

/** What a configuration file may hold for any command, whether the one at hand uses it or not. */
const SHARED = Object.values({ ...ADDRESSES, ...CHANGES, ...OUTPUT }).map(({ flag }) => flag);

/** The settings of a parsed command from its flags, the environment and `--config`. */
export function settingsOf<T extends Settings>(
  command: Command,
  settings: T,
  context: CliContext,
): ConfigOf<T> {
  return readSettings(command, settings, {
    env: context.env,
    readFile: context.readFile,
    section: 'runner',
    knownSections: ['petstore-mock', 'chaos-proxy', 'agent'],
    otherFlags: SHARED,
  });
}
