import type { Entry } from '@chaos-lab/contracts';
import type { Question } from '../lookup.ts';

export type Advice =
  | { readonly type: 'entry'; readonly entry: Entry }
  | { readonly type: 'refused'; readonly why: string };

export type Chosen =
  | { readonly type: 'name'; readonly name: string }
  /** None of them does what is asked. */
  | { readonly type: 'none' }
  | { readonly type: 'refused'; readonly why: string };

/** A mind for errors that the playbook does not know. Never throws. */
export interface Advisor {
  readonly model: string;
  ask(question: Question): Promise<Advice>;
  /** Which of the workflows (`name: what it does`) an objective asks for. */
  choose(objective: string, workflows: readonly string[]): Promise<Chosen>;
}
