import type { Entry } from '@chaos-lab/contracts';
import type { Question } from '../lookup.ts';

export type Advice =
  | { readonly type: 'entry'; readonly entry: Entry }
  | { readonly type: 'refused'; readonly why: string };

/** A mind for errors that the playbook does not know. Never throws. */
export interface Advisor {
  readonly model: string;
  ask(question: Question): Promise<Advice>;
}
