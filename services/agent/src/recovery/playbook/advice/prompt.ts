import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@chaos-lab/service-kit';
import type { Question } from '../lookup.ts';
import { ADVISABLE } from './read-advice.ts';

export interface Prompt {
  readonly system: string;
  readonly user: (question: Question) => string;
  readonly choose: {
    readonly system: (workflows: readonly string[]) => string;
    readonly user: (objective: string) => string;
  };
}

/** Reads both prompts, two halves each, from a folder; `{{name}}` in the user half is filled in. */
export function readPrompt(folder: string): Prompt {
  const system = read(join(folder, 'choose-recovery.system.md'));
  const template = read(join(folder, 'choose-recovery.user.md'));
  const chooseSystem = read(join(folder, 'choose-workflow.system.md'));
  const chooseUser = read(join(folder, 'choose-workflow.user.md'));
  return {
    choose: {
      system: (workflows) =>
        fill(chooseSystem, { workflows: workflows.map((one) => `- ${one}`).join('\n') }),
      user: (objective) => fill(chooseUser, { objective }),
    },
    system: fill(system, { strategies: ADVISABLE.join(', ') }),
    user: ({ tool, condition, facts }) =>
      fill(template, { tool, error: condition, facts: JSON.stringify(facts) }),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`--prompts: ${why}`, { code: 'PROMPT_UNREADABLE', exitCode: 2 });
  }
}

/** Values come from outside: without angle brackets they cannot close the delimiters around them. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) =>
    (values[name] ?? '').replaceAll(/[<>]/g, ' '),
  );
