import type { WorkflowCandidate } from '@chaos-lab/contracts';
import MiniSearch from 'minisearch';
import type { Workflows } from './registry.ts';

/** Words that say nothing about what is wanted. */
const STOP_WORDS = new Set(['the', 'and', 'for', 'not', 'with', 'was', 'has', 'that', 'please']);

type Index = MiniSearch<{ name: string; description: string }>;

const indexes = new WeakMap<Workflows, Index>();

function indexOf(workflows: Workflows): Index {
  const known = indexes.get(workflows);
  if (known !== undefined) return known;
  const index: Index = new MiniSearch({
    idField: 'name',
    fields: ['name', 'description'],
    processTerm: (term) => {
      const lower = term.toLowerCase();
      return lower.length < 3 || STOP_WORDS.has(lower) ? null : lower;
    },
  });
  const all = Object.entries(workflows);
  index.addAll(all.map(([name, { description }]) => ({ name, description })));
  indexes.set(workflows, index);
  return index;
}

/** Score (BM25+) below which a workflow fits by chance: one common word, such as `pet`, gives about 1. */
export const LEAST_SCORE = 3;

/** The workflows whose description shares words with a sentence, best first. */
export function searchWorkflows(workflows: Workflows, objective: string): WorkflowCandidate[] {
  const found = indexOf(workflows).search(objective, {
    boost: { name: 2 },
    fuzzy: 0.15,
    prefix: (term) => term.length > 3,
  });
  return found.map(({ id, score }) => ({ name: String(id), score: Math.round(score * 100) / 100 }));
}
