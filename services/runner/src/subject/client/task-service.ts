import { createHash } from 'node:crypto';
import type { Experiment, Policy, TaskRequestInput } from '@chaos-lab/contracts';
import { runTask } from './agent-api.ts';
import type { HttpClient } from '../../lab/http-client.ts';
import { runId } from '../../experiment/run-id.ts';
import { traceparentOf } from '../../experiment/trace-id.ts';
import type { Client } from './client.ts';

/** Real ms beyond the deadline after which an agent that does not answer counts as dead. */
const GRACE_MS = 30_000;

export type TaskSettings = Pick<
  Experiment,
  'seed' | 'timeScale' | 'deadlineS' | 'attemptTimeoutS'
> & { readonly policy: Policy; readonly breaker?: TaskRequestInput['breaker'] };

/** An arm that takes tasks over HTTP: the lab's agent, or a service elsewhere. */
export function taskService(agent: HttpClient, settings: TaskSettings): Client {
  const { seed, policy, timeScale, deadlineS, attemptTimeoutS, breaker } = settings;
  const timeoutMs = (deadlineS * 1000) / timeScale + GRACE_MS;
  return async ({ session, arm }, signal) => {
    const result = await runTask(
      agent,
      {
        session,
        arm,
        policy,
        seed: taskSeed(seed, session),
        traceparent: traceparentOf(seed, runId(session, arm)),
        timeScale,
        deadlineS,
        ...(attemptTimeoutS === undefined ? {} : { attemptTimeoutS }),
        ...(breaker === undefined ? {} : { breaker }),
      },
      { timeoutMs, signal },
    );
    // The agent tells its decided waits at full length; they really took a timeScale-th of it.
    const realMs = result.durationMs - result.waitMs * (1 - 1 / timeScale);
    return { outcome: result.outcome, result, realMs: Math.max(0, realMs) };
  };
}

/** The jitter of a task: the same in every arm of a pair, so that an A/A pair cannot differ. */
function taskSeed(seed: number, session: string): number {
  return createHash('sha256').update(`task\n${seed}\n${session}`).digest().readUIntBE(0, 6);
}
