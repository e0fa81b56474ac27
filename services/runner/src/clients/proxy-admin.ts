import type { Readable } from 'node:stream';
import {
  type DecisionRecord,
  decisionRecordSchema,
  type Identity,
  type Scenario,
} from '@chaos-lab/contracts';
import type { HttpClient } from './http-client.ts';
import { parseAnswer } from './parse-answer.ts';

/** The records of one run, in the order of its calls, and the lines they came in. */
export type Tape = {
  readonly lines: readonly string[];
  readonly records: readonly DecisionRecord[];
};

export async function putScenario(proxy: HttpClient, scenario: Scenario): Promise<void> {
  await proxy.send({ method: 'PUT', path: '/scenario', json: scenario });
}

/** Forgets every session, so that the same experiment starts from nothing. */
export async function resetProxy(proxy: HttpClient): Promise<void> {
  await proxy.send({ method: 'POST', path: '/reset' });
}

/** Takes the records of a session and arm off the tape. */
export async function drainTape(
  proxy: HttpClient,
  { session, arm }: Identity,
  signal?: AbortSignal,
): Promise<Tape> {
  const path = `/tape?session=${session}&arm=${arm}&drain=true`;
  const text = await proxy.send({ method: 'GET', path, signal });
  const lines = text.split('\n').filter((line) => line !== '');
  return { lines, records: lines.map((line) => parseAnswer(decisionRecordSchema, line, proxy)) };
}

/** Lets the proxy decide as a recorded tape says, until `stopReplay`. */
export async function startReplay(proxy: HttpClient, tape: Readable): Promise<void> {
  await proxy.send({ method: 'PUT', path: '/tape', ndjson: tape, timeoutMs: 600_000 });
}

export async function stopReplay(proxy: HttpClient): Promise<void> {
  await proxy.send({ method: 'DELETE', path: '/tape' });
}
