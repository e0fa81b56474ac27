import { Command, CommanderError, Option } from 'commander';
import { HelpRequested } from './config-error.ts';
import type { Setting, Settings } from './settings.ts';

export interface Program {
  readonly name: string;
  readonly description: string;
  readonly version: string;
}

/** The flag and environment name that every program has for its configuration file. */
export const CONFIG_FLAG = 'config';
export const CONFIG_ENV = 'CONFIG';

/**
 * A commander program that never exits: help and version become `HelpRequested`, every other
 * complaint a CommanderError that `runMain` prints. Sub-commands made from it inherit this.
 */
export function createProgram(program: Program): Command {
  const command = new Command(program.name);
  let printed = '';
  return command
    .description(program.description)
    .version(program.version)
    .configureOutput({
      writeOut: (chunk) => {
        printed += chunk;
      },
      writeErr: () => {},
      getOutHelpWidth: () => 100,
    })
    .exitOverride((error) => {
      if (error.exitCode === 0) throw new HelpRequested(printed);
      // Commander's own message for a group of commands without one of them is "(outputHelp)".
      if (error.code === 'commander.help') {
        throw new CommanderError(2, 'commander.missingCommand', 'error: expected a command');
      }
      throw error;
    });
}

/**
 * Adds a flag for every setting, and `--config`, to a command. The command then lets unknown flags
 * pass, so that `readSettings` can report them together with every other problem.
 */
export function attachSettings(command: Command, settings: Settings): Command {
  for (const setting of Object.values(settings)) {
    for (const option of optionsOf(setting)) command.addOption(option);
  }
  const file = new Option(
    `--${CONFIG_FLAG} [file]`,
    `read settings from a YAML file (env ${CONFIG_ENV})`,
  );
  return command
    .addOption(file)
    .allowUnknownOption()
    .allowExcessArguments()
    .configureHelp({ optionTerm: (option) => option.flags.replace(/\[(.*)\]/, '<$1>') });
}

export const envNames = (setting: Setting): readonly string[] =>
  typeof setting.env === 'string' ? [setting.env] : (setting.env ?? []);

// Values are declared optional so that a flag without its value is reported like any other problem
// instead of ending the parse.
function optionsOf(setting: Setting): Option[] {
  const help = `${setting.describe}${notes(setting)}`;
  if (setting.kind === 'switch') {
    const off = new Option(`--no-${setting.flag}`, `turn --${setting.flag} off`);
    return [new Option(`--${setting.flag}`, help), setting.default === true ? off : off.hideHelp()];
  }
  const placeholder = setting.placeholder ?? 'value';
  const dots = setting.kind === 'list' ? '...' : '';
  return [new Option(`--${setting.flag} [${placeholder}${dots}]`, help)];
}

function notes(setting: Setting): string {
  const parts: string[] = [];
  const env = envNames(setting);
  if (env.length > 0) parts.push(`env ${env.join(' or ')}`);
  if (setting.required) parts.push('required');
  if (setting.default !== undefined) parts.push(`default ${showDefault(setting.default)}`);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

const showDefault = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') || 'none' : String(value);
