import type { Readable } from 'node:stream';
import {
  type DecisionRecord,
  decisionRecordSchema,
  type Identity,
  type Scenario,
} from '@chaos-lab/contracts';
import { LabFailureError } from '../errors.ts';
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

/** Takes the records of some runs off the tape; one tape each, in the order asked. */
export async function drainTapes(
  proxy: HttpClient,
  runs: readonly Identity[],
): Promise<readonly Tape[]> {
  const json = { runs };
  const text = await proxy.send({ method: 'POST', path: '/tape/drain', json });
  const tapes = new Map(
    runs.map((run) => [keyOf(run), { lines: [] as string[], records: [] as DecisionRecord[] }]),
  );
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const record = parseAnswer(decisionRecordSchema, line, proxy);
    const tape = tapes.get(keyOf(record));
    if (tape === undefined) {
      throw new LabFailureError(
        `${proxy.name} at ${proxy.url} sent a record of ${keyOf(record)}, which was not asked for`,
      );
    }
    tape.lines.push(line);
    tape.records.push(record);
  }
  return [...tapes.values()];
}

const keyOf = ({ session, arm }: Identity): string => `${session}@${arm}`;

/** Lets the proxy decide as a recorded tape says, until its lease ends. */
export async function startReplay(proxy: HttpClient, tape: Readable): Promise<void> {
  await proxy.send({ method: 'PUT', path: '/tape', ndjson: tape, timeoutMs: 600_000 });
}
