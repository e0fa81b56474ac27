import type { Rule } from '@chaos-lab/contracts';
import { uniforms } from '../decision/draws.ts';

/** What a rule is limited to, ready to be asked. */
export type RuleLimits = {
  /** Most faults in one session and arm. */
  readonly times: number | undefined;
  /** Real ms since the epoch from which on the rule is over. */
  readonly until: number | undefined;
  /** Whether it holds for a session at all. */
  readonly holdsFor: ((seed: number, session: string) => boolean) | undefined;
};

export function compileLimits({ name = '', times, until, sessions }: Rule): RuleLimits {
  return {
    times,
    until: until === undefined ? undefined : Date.parse(until),
    holdsFor:
      sessions === undefined
        ? undefined
        : (seed, session) => sessionDraw(seed, session, name) < sessions,
  };
}

/** One uniform number for a session and a rule; the arm is left out, so that all arms are alike. */
function sessionDraw(seed: number, session: string, rule: string): number {
  return uniforms(`chaos-lab/1/sessions\n${seed}\n${session}\n${rule}`)[0];
}
