import type { Entry, ProblemIssue } from '@chaos-lab/contracts';
import { allEntries } from './all-entries.ts';
import type { Book } from './book.ts';
import { jsonPath } from './json-path.ts';

interface Use {
  readonly name: string;
  readonly path: string;
}

/** Procedures that are used but do not exist, and those that end up in themselves. */
export function procedureIssues(book: Book): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  for (const { entry, path } of allEntries(book)) {
    for (const use of usesOf(entry, path)) {
      if (!book.procedures.has(use.name)) {
        const message = `there is no procedure "${use.name}" in _procedures`;
        issues.push({ path: use.path, message });
      }
    }
  }
  return [...issues, ...cycles(book)];
}

/** The procedures that an entry uses itself, inside its sequences too. */
function* usesOf(entry: Entry, path: readonly PropertyKey[]): Generator<Use> {
  if (entry.strategy === 'use_procedure') {
    yield { name: entry.config.name, path: jsonPath([...path, 'config', 'name']) };
  } else if (entry.strategy === 'sequence') {
    for (const [index, step] of entry.config.steps.entries()) {
      yield* usesOf(step, [...path, 'config', 'steps', index]);
    }
  }
}

/** Depth-first over the procedures: a use of one that is still open closes a cycle. */
function cycles({ procedures }: Book): ProblemIssue[] {
  const issues: ProblemIssue[] = [];
  const done = new Set<string>();
  const enter = (name: string, open: readonly string[]): void => {
    const entry = procedures.get(name);
    if (entry === undefined || done.has(name)) return;
    const chain = [...open, name];
    for (const use of usesOf(entry, ['_procedures', name])) {
      const start = chain.indexOf(use.name);
      if (start === -1) {
        enter(use.name, chain);
      } else {
        const circle = [...chain.slice(start), use.name].join(' -> ');
        issues.push({ path: use.path, message: `a cycle: ${circle}` });
      }
    }
    done.add(name);
  };
  for (const name of procedures.keys()) enter(name, []);
  return issues;
}
