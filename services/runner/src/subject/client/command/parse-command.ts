import { parseArgsStringToArgv } from 'string-argv';
import which from 'which';
import { BadInputError } from '../../../errors.ts';

// What would reach the program as an argument, and the rest of the command with it.
const SHELL_ONLY = /&&|\|\||[;|<>`\n]|\$\(|&(?=\s|$)/;

export type ParsedCommand = { readonly program: string; readonly args: readonly string[] };

/**
 * A command as it is written, with its program found. Quotes hold words together; nothing is expanded
 * and no shell runs. Throws BadInputError where it is empty, a quote is open, there is no program, or
 * a word outside quotes would mean something to a shell only.
 */
export function parseCommand(command: string, searchPath: string): ParsedCommand {
  const [name, ...args] = splitCommand(command);
  const program = which.sync(name, { path: searchPath, nothrow: true });
  if (program !== null) return { program, args };
  throw new BadInputError(`cannot start "${command}": there is no program ${name}`);
}

export function splitCommand(command: string): readonly [string, ...string[]] {
  const unquoted = command.replaceAll(/"[^"]*"|'[^']*'/g, '');
  if (/["']/.test(unquoted)) throw new BadInputError(`${command}: a quote is not closed`);
  const [operator] = SHELL_ONLY.exec(unquoted) ?? [];
  if (operator !== undefined) {
    throw new BadInputError(
      `${command}: ${operator} needs a shell, and none runs: expected sh -c '...', or quotes around it`,
    );
  }
  const [program, ...args] = parseArgsStringToArgv(command);
  if (program === undefined) throw new BadInputError('an empty command');
  return [program, ...args];
}
