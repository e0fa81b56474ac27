import { readYaml } from './read-yaml.ts';
import { suggest } from './suggest.ts';

export interface ConfigFile {
  readonly values: ReadonlyMap<string, unknown>;
  readonly problems: readonly string[];
}

interface FileContext {
  readonly path: string;
  readonly readFile: (path: string) => string;
  /** Name of the section that belongs to the program reading the file. */
  readonly section: string;
  /** Sections of other programs, left to them. */
  readonly otherSections: readonly string[];
  readonly flags: readonly string[];
  /** Settings of other commands of the same program, left to them. */
  readonly otherFlags?: readonly string[];
}

/**
 * Reads the settings of one program from a YAML file. Keys are flag names, at the top level or in a
 * section named after the program; the section wins. Sections of other known programs are skipped.
 */
export function readConfigFile(context: FileContext): ConfigFile {
  const values = new Map<string, unknown>();
  const problems: string[] = [];
  const { path, section, otherSections, flags, otherFlags = [] } = context;

  const top = parseMapping(context, problems);
  for (const [key, value] of Object.entries(top)) {
    if (key === section || otherSections.includes(key)) {
      if (!isMapping(value)) problems.push(`${path}: ${key}: expected settings, one a line`);
    } else if (flags.includes(key)) {
      values.set(key, value);
    } else if (!otherFlags.includes(key)) {
      const known = [...flags, section, ...otherSections];
      problems.push(`${path}: ${key}: unknown setting${suggest(key, known)}`);
    }
  }

  const own = top[section];
  for (const [key, value] of Object.entries(isMapping(own) ? own : {})) {
    if (flags.includes(key)) values.set(key, value);
    else if (!otherFlags.includes(key))
      problems.push(`${path}: ${section}.${key}: unknown setting${suggest(key, flags)}`);
  }
  return { values, problems };
}

function parseMapping(context: FileContext, problems: string[]): Record<string, unknown> {
  const { path } = context;
  let source: string;
  try {
    source = context.readFile(path);
  } catch (error) {
    problems.push(`${path}: cannot be read (${reason(error)}): expected a YAML file`);
    return {};
  }
  const read = readYaml(source);
  if ('problems' in read) {
    for (const { line, message } of read.problems) {
      problems.push(`${path}${line === undefined ? '' : `:${line}`}: not YAML: ${message}`);
    }
    return {};
  }
  const value = read.value ?? {};
  if (isMapping(value)) return value;
  problems.push(`${path}: expected settings, one a line, as "name: value"`);
  return {};
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reason(error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOENT') return 'there is no such file';
    if (error.code === 'EISDIR') return 'it is a folder';
    if (error.code === 'EACCES') return 'permission denied';
  }
  return error instanceof Error ? error.message : String(error);
}
