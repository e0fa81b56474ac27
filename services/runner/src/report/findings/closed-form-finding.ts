import type { ClosedForm } from '../model/closed-form.ts';
import { percent } from '../../summary/words/numbers.ts';
import { list, plural } from '../../summary/words/phrases.ts';
import type { Finding } from './finding.ts';

/** Whether arms without judgement do what probability says; a check of the lab, not of an arm. */
export function closedFormFinding(form: ClosedForm | undefined): Finding | undefined {
  if (form === undefined || form.cells === 0) return undefined;
  const { cells, deviating } = form;
  if (deviating.length === 0) {
    return {
      tone: 'plain',
      headline: 'Arms without judgement do what the closed form predicts',
      detail: `${plural(cells, 'cell')} of arms with no or blind retries agree with (1 − p^(R+1))^4 (exact binomial tests, Holm, level .01).`,
    };
  }
  const where = deviating.map((cell) => `${cell.arm} at ${percent(cell.failure_rate)}`);
  return {
    tone: 'caution',
    headline: `${list(where)}: not what the closed form predicts`,
    detail: `${plural(deviating.length, 'cell')} of ${cells} deviate from (1 − p^(R+1))^4 (exact binomial tests, Holm, level .01). The arm is not as blind as it says, or the lab is wrong.`,
  };
}
