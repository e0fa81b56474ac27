import type { Entry } from '@chaos-lab/contracts';
import type { ActingEntry } from './acting-entry.ts';
import type { Book } from './book.ts';

/** A part of a recovery, and how many lab seconds after the failure it may still go on. */
export interface Stage {
  readonly entry: ActingEntry;
  readonly deadlineS: number;
}

/**
 * Puts what `sequence` and `use_procedure` stand for in their place: the stages of an entry, in
 * order. The shortest of nested deadlines counts. Needs a playbook without procedure issues.
 */
export function stagesOf(entry: Entry, book: Book, deadlineS = Infinity): Stage[] {
  if (entry.strategy === 'sequence') {
    const { steps, deadline } = entry.config;
    return steps.flatMap((step) => stagesOf(step, book, Math.min(deadlineS, deadline)));
  }
  if (entry.strategy === 'use_procedure') {
    const procedure = book.procedures.get(entry.config.name);
    return procedure === undefined ? [] : stagesOf(procedure, book, deadlineS);
  }
  return [{ entry, deadlineS }];
}
