import type { Comparison, Naming } from '@chaos-lab/contracts';
import type { LeftOut } from '../naming/canonical.ts';
import { pointerParts } from '../naming/json-pointer.ts';
import type { RequestContent } from '../naming/request-content.ts';
import { partReader, type PartReader } from '../naming/request-parts.ts';
import type { RequestFacts } from '../ruling.ts';
import { glob } from './glob.ts';
import { compileConditions } from './match.ts';

/** One way of naming requests, ready for use. */
export type CompiledNaming = {
  readonly fits: (facts: RequestFacts, content: RequestContent, operation: string) => boolean;
  readonly name: string | undefined;
  readonly parts: readonly PartReader[];
  readonly effect: 'read' | 'write' | undefined;
};

export function compileNaming({ match, operation, by = [], effect }: Naming): CompiledNaming {
  const mismatch = compileConditions(match);
  return {
    fits: (facts, content, named) =>
      mismatch({ facts, content, operation: named, call: 1, attempt: 1 }) === null,
    name: operation,
    parts: by.map(partReader),
    effect,
  };
}

const MAX_KNOWN = 4_096;
const NOTHING: LeftOut = [];

/** What is left out where requests of an operation are compared. */
export function compileComparison(
  comparison: readonly Comparison[],
): (operation: string) => LeftOut {
  if (comparison.length === 0) return () => NOTHING;
  const entries = comparison.map(({ operation, leaveOut }) => ({
    test: glob(operation),
    places: leaveOut.map((pointer) => pointerParts(pointer) ?? []),
  }));
  const known = new Map<string, LeftOut>();
  return (operation) => {
    const before = known.get(operation);
    if (before !== undefined) return before;
    if (known.size >= MAX_KNOWN) known.clear();
    const found = entries.filter(({ test }) => test(operation)).flatMap(({ places }) => places);
    known.set(operation, found);
    return found;
  };
}
