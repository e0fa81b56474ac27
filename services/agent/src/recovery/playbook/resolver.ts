import type { Candidate } from '@chaos-lab/contracts';
import { KEPT_OFF } from '../../calls/failure/classify.ts';
import type { Article } from './search/article.ts';
import { bestProcedure, DEFAULT_THRESHOLD } from './search/procedure-search.ts';
import type { Advisor } from './advice/advisor.ts';
import { lookup, type Question, type Resolution } from './lookup.ts';
import type { LoadedPlaybook } from './parse-playbook.ts';

export interface ResolverOptions {
  readonly articles: readonly Article[];
  /** Asked about errors that the playbook has nothing but a default for. */
  readonly advisor: Advisor | undefined;
}

/** Finds the entry for a failure. Waits only where an advisor has to be asked. */
export type Resolver = (question: Question) => Resolution | Promise<Resolution>;

/**
 * The lookup of the playbook; where it has nothing, full-text search, then the advisor, then the
 * default or `fail_fast`.
 */
export function createResolver(
  { book }: LoadedPlaybook,
  { articles, advisor }: ResolverOptions,
): Resolver {
  return (question) => {
    const plain = lookup(book, question);
    const known = plain.level !== 'built_in' && plain.level !== 'default';
    // Nothing is unknown about what the agent does itself, so nobody is asked.
    if (known || KEPT_OFF.has(question.condition)) return plain;
    const { search } = book.settings;
    const found =
      plain.level === 'built_in' || search?.before_default === true
        ? searched(plain, question)
        : plain;
    if (found.level === 'search' || advisor === undefined) return found;
    return advise(advisor, found, question);
  };

  function searched(plain: Resolution, { tool, condition }: Question): Resolution {
    const threshold = book.settings.search?.threshold ?? DEFAULT_THRESHOLD;
    const best = bestProcedure(book, articles, tool, condition);
    if (best === undefined) return plain;
    const { entry, score, source: path } = best;
    const rank = `score ${score.toFixed(1)}`;
    if (score < threshold) {
      const why = `${rank} is below the threshold of ${threshold}`;
      return { ...plain, score, trace: ahead(plain, { path, result: 'not_applicable', why }) };
    }
    const why = `best full-text match, ${rank}`;
    return { entry, path, level: 'search', score, trace: replaced(plain, path, why) };
  }
}

async function advise(
  advisor: Advisor,
  plain: Resolution,
  question: Question,
): Promise<Resolution> {
  const advice = await advisor.ask(question);
  const path = `llm/${advisor.model}`;
  if (advice.type === 'refused') {
    const candidate = { path, result: 'not_applicable', why: advice.why } as const;
    return { ...plain, trace: ahead(plain, candidate) };
  }
  const why = advice.entry.reasoning ?? 'the model gave no reason';
  return { entry: advice.entry, path, level: 'llm', trace: replaced(plain, path, why) };
}

/** The trace with a candidate in front of the one that won. */
function ahead({ trace }: Resolution, candidate: Candidate): Candidate[] {
  const at = trace.findIndex(({ result }) => result === 'won');
  return trace.toSpliced(at === -1 ? trace.length : at, 0, candidate);
}

/** The trace in which another candidate has won. */
function replaced({ trace }: Resolution, path: string, why: string): Candidate[] {
  const others = trace
    .filter((one) => one.path !== 'built-in')
    .map((one) => (one.result === 'won' ? passedOver(one, path) : one));
  return [...others, { path, result: 'won', why }];
}

const passedOver = (one: Candidate, winner: string): Candidate => ({
  ...one,
  result: 'not_reached',
  why: `${winner} won`,
});
