import type { RetrySign } from '@chaos-lab/contracts';
import type { ReadOnlyTools } from '../effects/read-only-tools.ts';
import type { Digester } from '../naming/digester.ts';
import type { Named, Namer } from '../naming/namer.ts';
import { RequestContent } from '../naming/request-content.ts';
import { retryMarks } from '../naming/retry-marks.ts';
import type { RequestFacts } from '../ruling.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { SessionState } from '../sessions/session-state.ts';

/** A request with its address: which try of which call of which operation it is. */
export type Placed = Named & {
  readonly content: RequestContent;
  readonly call: number;
  readonly attempt: number;
  readonly retry: RetrySign | null;
  /** As far as can be said when it comes; a request that comes meanwhile may make it one. */
  readonly racing: boolean;
  /** Null where the body was not seen. */
  readonly digest: string | null;
  readonly key: string | null;
  /** Path and query. */
  readonly target: string;
  /** To be told when the call is over, whether its answer was whole and good; says whether it raced. */
  readonly leave: (good: boolean) => boolean;
};

export type PlaceDeps = {
  readonly namer: Namer;
  readonly digester: Digester;
  readonly effects?: { readonly tools: Pick<ReadOnlyTools, 'has'> } | undefined;
};

/** Names a request and finds its place among the calls of its session and arm. */
export function placeRequest(
  { namer, digester, effects }: PlaceDeps,
  facts: RequestFacts,
  scenario: CompiledScenario,
  state: SessionState,
): Placed {
  const content = new RequestContent(facts.headers, facts.body);
  const named = namer.name(
    facts,
    content,
    scenario.naming,
    effects && ((at, tool) => effects.tools.has(state.key, at, tool)),
  );
  const { method, path, operation } = named;
  const target = facts.query === '' ? path : `${path}?${facts.query}`;
  const compared = digester.compare({
    method,
    target,
    content,
    leftOut: scenario.leftOut(operation),
  });
  const marks = retryMarks(facts.headers, facts.attempt);
  const calls = state.callsOf(operation);
  const placement = calls.enter(marks, compared.digest);
  return {
    ...named,
    content,
    target,
    call: placement.call.number,
    attempt: placement.attempt,
    retry: placement.retry,
    racing: placement.racing,
    digest: compared.seen ? (compared.digest ?? null) : null,
    key: marks.key ?? null,
    leave(good) {
      calls.leave(placement, good);
      return placement.racing;
    },
  };
}
