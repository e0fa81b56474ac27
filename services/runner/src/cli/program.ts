import { createProgram } from '@chaos-lab/service-kit';
import { BadInputError, EXIT } from '../errors.ts';
import { registersOf } from './all-commands.ts';
import type { Action, CliContext, Takes } from './context.ts';

/** Parses the command line and runs the command it names; resolves to the exit code. */
export async function runCli(context: CliContext): Promise<number> {
  const program = createProgram({
    name: 'chaos-lab',
    description: 'Paired experiments on the recovery of API clients, over real HTTP.',
    version: context.version,
  });
  if (context.argv.length === 0) throw new BadInputError('no command given (see --help)');
  let action: Action = () => Promise.resolve(EXIT.ok);
  let takes: Takes = {};
  for (const register of await registersOf(context.argv[0])) {
    const choose = (chosen: Action, what: Takes = {}): void => {
      action = chosen;
      takes = what;
    };
    register(program, choose, runCli);
  }
  const dashes = context.argv.indexOf('--');
  const own = dashes < 0 ? context.argv : context.argv.slice(0, dashes);
  const behindDashes = dashes < 0 ? undefined : context.argv.slice(dashes + 1);
  program.parse([...own], { from: 'user' });
  if (behindDashes !== undefined && takes.command !== true) {
    throw new BadInputError(`--: ${own[0] ?? 'this command'} runs no other command`);
  }
  return action({ ...context, behindDashes });
}
