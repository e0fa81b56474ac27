import type { Arm } from '@chaos-lab/contracts';
import { type Command, Option } from 'commander';
import { BadInputError } from '../errors.ts';
import { parseArm } from './arm-spec.ts';

/** `--arm NAME=WHAT`, as often as there are arms. */
export function armOption(): Option {
  return new Option(
    '--arm <name=what>',
    'an arm, repeatable: NAME=none, blind:2, axios-retry, playbook:NAME, a URL or a command',
  ).argParser<readonly string[] | undefined>((text, before) => [...(before ?? []), text]);
}

/** The arms of a parsed command. Throws BadInputError with the problems of all of them. */
export function armsOf(command: Command): readonly Arm[] {
  const specs: readonly string[] = command.opts<{ arm?: readonly string[] }>().arm ?? [];
  const problems: string[] = [];
  const arms = specs.flatMap((spec) => {
    try {
      return [parseArm(spec)];
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  const names = arms.map((arm) => arm.name);
  for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index))) {
    problems.push(`--arm ${name}: there are two arms of this name`);
  }
  if (problems.length > 0) throw new BadInputError(problems);
  return arms;
}
