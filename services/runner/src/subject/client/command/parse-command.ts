import { parseArgsStringToArgv } from 'string-argv';
import which from 'which';
import { BadInputError } from '../../../errors.ts';

export type ParsedCommand = { readonly program: string; readonly args: readonly string[] };

/**
 * A command as it is written, with its program found. Quotes hold words together; nothing is expanded
 * and no shell runs. Throws BadInputError where it is empty, a quote is open, or there is no program.
 */
export function parseCommand(command: string, searchPath: string): ParsedCommand {
  const [name, ...args] = splitCommand(command);
  const program = which.sync(name, { path: searchPath, nothrow: true });
  if (program !== null) return { program, args };
  throw new BadInputError(`cannot start "${command}": there is no program ${name}`);
}

export function splitCommand(command: string): readonly [string, ...string[]] {
  if (/["']/.test(command.replaceAll(/"[^"]*"|'[^']*'/g, ''))) {
    throw new BadInputError(`${command}: a quote is not closed`);
  }
  const [program, ...args] = parseArgsStringToArgv(command);
  if (program === undefined) throw new BadInputError('an empty command');
  return [program, ...args];
}
