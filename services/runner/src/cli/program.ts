import { createProgram } from '@chaos-lab/service-kit';
import { BadInputError, EXIT } from '../errors.ts';
import { compare } from './commands/compare.ts';
import { diff } from './commands/diff.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { lab } from './commands/lab.ts';
import { learn } from './commands/learn-scenario.ts';
import { power } from './commands/power.ts';
import { replay } from './commands/replay.ts';
import { report } from './commands/report.ts';
import { run } from './commands/run.ts';
import { scenario } from './commands/scenario.ts';
import { serve } from './commands/serve.ts';
import { simulate } from './commands/simulate.ts';
import type { Action, CliContext, Register } from './context.ts';

const COMMANDS: readonly Register[] = [
  lab,
  simulate,
  compare,
  run,
  scenario,
  report,
  replay,
  explain,
  diff,
  power,
  doctor,
  learn,
  serve,
];

/** Parses the command line and runs the command it names; resolves to the exit code. */
export async function runCli(context: CliContext): Promise<number> {
  const program = createProgram({
    name: 'chaos-lab',
    description: 'Paired experiments on the recovery of API clients, over real HTTP.',
    version: context.version,
  });
  if (context.argv.length === 0) throw new BadInputError('no command given (see --help)');
  let action: Action = () => Promise.resolve(EXIT.ok);
  for (const register of COMMANDS) {
    const choose = (chosen: Action): void => {
      action = chosen;
    };
    register(program, choose, runCli);
  }
  program.parse([...context.argv], { from: 'user' });
  return action(context);
}
