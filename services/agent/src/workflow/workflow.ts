import type { AnyTool, Tool } from '../tools/tool.ts';

/** One step: a tool, what to ask it, and what its answer adds to what is known. */
export interface Step<F> {
  readonly name: string;
  readonly tool: AnyTool;
  /** The input, or why the step cannot be done with what is known. */
  ask(facts: F): Ask;
  learn(facts: F, value: unknown): F;
}

export type Ask =
  | { readonly type: 'ready'; readonly input: unknown }
  | { readonly type: 'stuck'; readonly why: string };

/** Steps in order over facts that grow. */
export interface Workflow<F> {
  readonly steps: readonly Step<F>[];
  readonly start: F;
}

interface StepParts<F, I, O> {
  readonly tool: Tool<I, O>;
  readonly ask: (facts: F) => I | Stuck;
  readonly learn: (facts: F, value: O) => F;
}

/** Says that a step cannot be done, although nothing failed. */
export class Stuck {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** A step whose parts agree about types; the tool's own schema vouches for its answer. */
export function defineStep<F, I, O>({ tool, ask, learn }: StepParts<F, I, O>): Step<F> {
  return {
    name: tool.name,
    tool,
    ask(facts) {
      const input = ask(facts);
      return input instanceof Stuck ? { type: 'stuck', why: input.why } : { type: 'ready', input };
    },
    learn: (facts, value) => learn(facts, value as O),
  };
}
