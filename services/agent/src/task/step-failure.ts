import type { ConfigOf, Failure } from '@chaos-lab/contracts';
import { statusFailure, transportFailure } from '../calls/failure/classify.ts';

/** How a step failed for good. */
export interface StepFailure {
  readonly step: string;
  readonly failure: Failure;
  readonly escalated: boolean;
  /** How the playbook entry wants the task's effects undone, where it does. */
  readonly compensate?: ConfigOf<'compensate'> | undefined;
}

/** Nothing went wrong on the wire; what the step needs is not there, which is what a 404 says. */
export function stuck(step: string, why: string): StepFailure {
  const failure = { ...statusFailure(404, {}, 0), status: null, message: why };
  return { step, failure, escalated: false };
}

/** Whoever asked for the task is gone. */
export function calledOff(step: string): StepFailure {
  const failure = transportFailure('close', 'the task was called off', 'not_sent');
  return { step, failure, escalated: false };
}

/** The agent itself broke, which is for a human to see. */
export function brokenOff(step: string, error: unknown): StepFailure {
  const why = error instanceof Error ? error.message : String(error);
  const failure = transportFailure('malformed', `the agent could not go on: ${why}`);
  return { step, failure, escalated: true };
}
