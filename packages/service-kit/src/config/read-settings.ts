import type { Command } from 'commander';
import { ConfigError } from './config-error.ts';
import { readConfigFile } from './config-file.ts';
import { type Given, type Origin, resolveSetting } from './resolve-setting.ts';
import type { ConfigOf, Setting, Settings } from './settings.ts';
import { CONFIG_ENV, CONFIG_FLAG, envNames } from './settings-command.ts';
import { suggest } from './suggest.ts';

export interface SettingSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
  /** Section of this program in a configuration file. */
  readonly section: string;
  /** Every program that may share the file. */
  readonly knownSections?: readonly string[];
  /** Flags of other commands that share the section; keys of theirs are no mistake. */
  readonly otherFlags?: readonly string[];
}

/** Complaints that span several settings; `where` names the place a value came from. */
export type Refine<T extends Settings> = (
  config: ConfigOf<T>,
  where: (key: keyof T) => string,
) => Iterable<string>;

/**
 * Reads every setting of a parsed command: flag, then environment (an empty variable counts as
 * unset), then file, then default. Throws one ConfigError that lists everything wrong.
 */
export function readSettings<T extends Settings>(
  command: Command,
  settings: T,
  sources: SettingSources,
  refine?: Refine<T>,
): ConfigOf<T> {
  const problems = strayArguments(command);
  const file = fileValues(command, settings, sources, problems);
  const config: Record<string, unknown> = {};
  const origins = new Map<string, Origin>();

  for (const [key, setting] of Object.entries(settings)) {
    const given = fromFlag(command, setting) ?? fromEnv(setting, sources.env) ?? file(setting);
    origins.set(key, given?.origin ?? { kind: 'default', where: `--${setting.flag}` });
    if (given) config[key] = resolveSetting(setting, given, (text) => problems.push(text));
    else if (setting.required) problems.push(missing(setting));
    else config[key] = freezeList(setting.default);
  }

  const result = Object.freeze(config) as ConfigOf<T>;
  if (problems.length === 0 && refine) {
    problems.push(...refine(result, (key) => origins.get(String(key))?.where ?? String(key)));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return result;
}

function fromFlag(command: Command, setting: Setting): Given | undefined {
  const name = setting.flag.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (command.getOptionValueSource(name) !== 'cli') return undefined;
  const value: unknown = command.getOptionValue(name);
  return { value, origin: { kind: 'flag', where: `--${setting.flag}` } };
}

function fromEnv(setting: Setting, env: SettingSources['env']): Given | undefined {
  const name = envNames(setting).find((candidate) => (env[candidate] ?? '') !== '');
  if (name === undefined) return undefined;
  return { value: env[name], origin: { kind: 'environment', where: name } };
}

function fileValues(
  command: Command,
  settings: Settings,
  sources: SettingSources,
  problems: string[],
): (setting: Setting) => Given | undefined {
  const option: unknown = command.getOptionValue(CONFIG_FLAG);
  if (option === true) problems.push(`--${CONFIG_FLAG}: needs a file (flag)`);
  const path = typeof option === 'string' ? option : sources.env[CONFIG_ENV];
  if (path === undefined || path === '') return () => undefined;
  const { values, problems: found } = readConfigFile({
    path,
    readFile: sources.readFile,
    section: sources.section,
    otherSections: (sources.knownSections ?? []).filter((name) => name !== sources.section),
    flags: Object.values(settings).map((setting) => setting.flag),
    otherFlags: sources.otherFlags ?? [],
  });
  problems.push(...found);
  return (setting) => {
    const value = values.get(setting.flag);
    // A key without a value is null in YAML; it means what an empty variable means.
    if (value === undefined || value === null) return undefined;
    return { value, origin: { kind: 'file', where: `${path}: ${setting.flag}` } };
  };
}

/** Complaints about unknown flags and about arguments beyond those the command declares. */
function strayArguments(command: Command): string[] {
  const declared = command.registeredArguments;
  const flags = command.options.map((option) => option.long ?? '').filter(Boolean);
  const problems: string[] = [];
  let positionals = 0;
  let afterUnknown = false;
  for (const argument of command.args) {
    const unknown = /^-./.test(argument) && !/^-[\d.]+$/.test(argument);
    if (unknown) {
      const flag = argument.replace(/=.*$/s, '');
      problems.push(`${flag}: unknown flag${suggest(flag, flags)}`);
    } else if (!afterUnknown) {
      positionals += 1;
      const room = declared.at(-1)?.variadic === true || positionals <= declared.length;
      if (!room) problems.push(`${argument}: unexpected argument`);
    }
    // The word behind an unknown flag is most likely its value, not a mistake of its own.
    afterUnknown = unknown && !argument.includes('=');
  }
  return problems;
}

function missing(setting: Setting): string {
  const env = envNames(setting);
  const names = [`--${setting.flag}`, ...env].join(' or ');
  return `--${setting.flag}: missing: expected ${names} (${setting.describe})`;
}

const freezeList = (value: unknown): unknown =>
  Array.isArray(value) ? Object.freeze([...(value as unknown[])]) : value;
