import { LAB_CHECKS, type LabCheck, type LabCheckName } from '@chaos-lab/contracts';
import { alone } from './alone.ts';
import type { Check, Checked } from './check.ts';
import { delivered } from './delivered.ts';
import { reached } from './reached.ts';
import { time } from './time.ts';
import { twins } from './twins.ts';
import { undisturbed } from './undisturbed.ts';

const CHECKS: Readonly<Record<LabCheckName, Check>> = {
  delivered,
  undisturbed,
  alone,
  reached,
  time,
  aa: twins,
};

/** The checks of the laboratory on itself; nothing may be claimed unless all of them have passed. */
export function labChecks(summary: Checked): LabCheck[] {
  return LAB_CHECKS.map((name) => {
    const { made, passed, sentence } = CHECKS[name](summary);
    return { name, made, passed, sentence };
  });
}
