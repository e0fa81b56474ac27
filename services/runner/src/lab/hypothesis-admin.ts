import {
  type DecisionRecord,
  decisionRecordSchema,
  effectsSchema,
  type RunEffects,
  type FaultHypothesisInput,
} from '@chaos-lab/contracts';
import { systemClock } from '@chaos-lab/service-kit';
import type { HttpClient } from './http-client.ts';
import { parseAnswer } from './parse-answer.ts';

/** Says which faults some sessions meet, and that they meet no other. */
export async function putHypotheses(
  proxy: HttpClient,
  hypotheses: readonly FaultHypothesisInput[],
): Promise<void> {
  await proxy.send({ method: 'PUT', path: '/hypotheses', json: { hypotheses } });
}

/** Real ms that a call may take to end after its client has; a write that takes longer stays open. */
const SETTLE_MS = 2_000;
const ASK_EVERY_MS = 10;

/** The records of a session, in the order of its requests, once all of its calls are over. */
export async function settledRecords(
  proxy: HttpClient,
  session: string,
  signal?: AbortSignal,
): Promise<readonly DecisionRecord[]> {
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const text = await proxy.send({ method: 'GET', path: `/tape?session=${session}`, signal });
    const records = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parseAnswer(decisionRecordSchema, line, proxy));
    const isOver = records.every(({ end }) => end !== null);
    if (isOver || performance.now() > deadline) {
      return records.toSorted((a, b) => a.ordinal - b.ordinal);
    }
    await systemClock.sleep(ASK_EVERY_MS);
  }
}

/** What the proxy saw a session do to its upstream; to be asked before the session is forgotten. */
export async function effectsOfSession(
  proxy: HttpClient,
  session: string,
): Promise<Pick<RunEffects, 'calls' | 'varying'>> {
  const text = await proxy.send({ method: 'GET', path: `/effects?session=${session}` });
  const { runs } = parseAnswer(effectsSchema, text, proxy);
  return {
    calls: runs.flatMap(({ calls }) => calls),
    varying: runs.flatMap(({ varying }) => varying),
  };
}

/** Forgets everything about a session, its hypothesis with it. */
export async function forgetSession(proxy: HttpClient, session: string): Promise<void> {
  await proxy.send({ method: 'POST', path: `/reset?session=${session}` });
}
