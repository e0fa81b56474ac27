import { BadInputError } from '../../../errors.ts';

/** Splits a command into words. Quotes hold words together; nothing is expanded and no shell runs. */
export function splitCommand(command: string): readonly [string, ...string[]] {
  const words: string[] = [];
  for (const match of command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    words.push(match[0].replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  }
  if (/["']/.test(command.replaceAll(/"[^"]*"|'[^']*'/g, ''))) {
    throw new BadInputError(`${command}: a quote is not closed`);
  }
  const [program, ...args] = words;
  if (program === undefined) throw new BadInputError('an empty command');
  return [program, ...args];
}
