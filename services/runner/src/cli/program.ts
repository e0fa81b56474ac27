import { createProgram } from '@chaos-lab/service-kit';
import { BadInputError, EXIT } from '../errors.ts';
import { certificate } from './commands/certificate.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { diff } from './commands/diff.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { verdicts } from './commands/verdicts.ts';
import { hunt } from './commands/hunt.ts';
import { lab } from './commands/lab.ts';
import { learn } from './commands/learn-scenario.ts';
import { power } from './commands/power.ts';
import { replay } from './commands/replay.ts';
import { report } from './commands/report.ts';
import { run } from './commands/run.ts';
import { serve } from './commands/serve.ts';
import { simulate } from './commands/simulate.ts';
import { steps } from './commands/steps.ts';
import type { Action, CliContext, Register, Takes } from './context.ts';

const COMMANDS: readonly Register[] = [
  check,
  hunt,
  certificate,
  lab,
  simulate,
  compare,
  run,
  steps,
  report,
  replay,
  explain,
  verdicts,
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
  let takes: Takes = {};
  for (const register of COMMANDS) {
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
