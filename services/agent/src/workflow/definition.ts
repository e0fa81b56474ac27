import type { ConfigOf } from '@chaos-lab/contracts';
import type { ToolName } from '../tools/registry.ts';

/** What a task knows, by name; it grows with every step. */
export type Facts = Readonly<Record<string, unknown>>;

/** A part of the facts (`pet`, `pet.id`) that goes into a step's input. */
export interface FactReference {
  readonly fact: string;
}

export type InputValue = string | number | boolean | FactReference;

/** One call of a tool, as data. */
export interface StepDefinition {
  readonly tool: ToolName;
  /** What the step is called; the name of its tool unless the same tool is used twice. */
  readonly name?: string;
  readonly input: Readonly<Record<string, InputValue>>;
  /** What is remembered of the answer: a fact by the path of its value, `''` for all of it. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Why the step cannot be done where a fact that it needs is not known. */
  readonly otherwise?: string;
  /** Asks again until a kept fact is known, waiting `everyS` lab seconds, `times` calls at most. */
  readonly until?: {
    readonly fact: string;
    readonly everyS: number;
    readonly times: number;
    readonly otherwise: string;
  };
}

/** A workflow, as data over the registry of tools. Every task begins with the fact `shipDate`. */
export interface WorkflowDefinition {
  /** In words that people use when they ask for it: this is what an `objective` is compared with. */
  readonly description: string;
  readonly steps: readonly StepDefinition[];
  /** Undoes what was done once a step has failed for good, also where the policy would not. */
  readonly compensate?: ConfigOf<'compensate'>;
}
