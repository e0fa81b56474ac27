import { type Refine, readSettings, type SettingSources } from './read-settings.ts';
import type { ConfigOf, Settings } from './settings.ts';
import { attachSettings, createProgram, type Program } from './settings-command.ts';

export interface ConfigInput extends Omit<SettingSources, 'section'> {
  /** The arguments after the script, `process.argv.slice(2)`. */
  readonly argv: readonly string[];
  readonly program: Program;
}

/**
 * The settings of a program without sub-commands, from its flags, environment and `--config` file.
 * Throws ConfigError with every problem, or HelpRequested for `--help` and `--version`.
 */
export function loadConfig<T extends Settings>(
  settings: T,
  input: ConfigInput,
  refine?: Refine<T>,
): ConfigOf<T> {
  const command = attachSettings(createProgram(input.program), settings);
  command.parse([...input.argv], { from: 'user' });
  return readSettings(command, settings, { ...input, section: input.program.name }, refine);
}
