import type { WorkflowDefinition } from './definition.ts';
import { order } from './order.ts';
import { polling } from './polling.ts';
import { saga } from './saga.ts';

/** Workflows by their names. */
export type Workflows = Readonly<Record<string, WorkflowDefinition>>;

/** Every workflow there is. A new one is a new file and a line here. */
export const WORKFLOWS: Workflows = { order, polling, saga };

/** The workflow of this name, undefined where there is none. */
export const workflowOf = (workflows: Workflows, name: string): WorkflowDefinition | undefined =>
  Object.hasOwn(workflows, name) ? workflows[name] : undefined;
