import { toolOf } from '../tools/registry.ts';
import type { AnyTool } from '../tools/tool.ts';
import type { FactReference, Facts, InputValue, StepDefinition } from './definition.ts';

/** The input of a step with what is known, or why it cannot be done. */
export type Ask =
  | { readonly type: 'ready'; readonly input: unknown }
  | { readonly type: 'stuck'; readonly why: string };

export const nameOf = ({ name, tool }: StepDefinition): string => name ?? tool;

export const toolOfStep = ({ tool }: StepDefinition): AnyTool => toolOf(tool);

export function askOf({ input, otherwise }: StepDefinition, facts: Facts): Ask {
  const filled: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(input)) {
    const known = isReference(value) ? at(facts, value.fact) : value;
    if (known === undefined && isReference(value)) {
      return { type: 'stuck', why: otherwise ?? `${value.fact} is not known` };
    }
    filled[key] = known;
  }
  return { type: 'ready', input: filled };
}

/** The facts with what a step keeps of its answer. */
export function learned({ keep = {} }: StepDefinition, facts: Facts, answer: unknown): Facts {
  const more: Record<string, unknown> = {};
  for (const [fact, path] of Object.entries(keep)) {
    const value = at(answer, path);
    if (value !== undefined) more[fact] = value;
  }
  return { ...facts, ...more };
}

const isReference = (value: InputValue): value is FactReference => typeof value === 'object';

/** What stands at `a.b.0` in a value; undefined where nothing does. */
function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  let found = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
