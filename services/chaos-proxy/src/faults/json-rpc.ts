import { isObject, type Json, type JsonObject } from '../dialects/index.ts';
import type { FaultCall } from './fault.ts';

/** Answers every request of a JSON-RPC body, a batch too; false where it is none, or only notifies. */
export function answerEach(
  call: FaultCall,
  status: number,
  answer: (request: JsonObject) => JsonObject,
): boolean {
  const requests = requestsIn(call.requestBody());
  const asked = requests.filter(({ id }) => id !== undefined);
  if (asked.length === 0) return false;
  const answers = asked.map((request) =>
    Object.assign({ jsonrpc: '2.0', id: request['id'] ?? null }, answer(request)),
  );
  const [only] = answers;
  const body = JSON.stringify(answers.length === 1 ? only : answers);
  call.answer({ status, headers: ['Content-Type', 'application/json'], body });
  return true;
}

function requestsIn(body: Buffer | null): JsonObject[] {
  if (body === null) return [];
  let value: Json;
  try {
    value = JSON.parse(body.toString('utf8')) as Json;
  } catch {
    return [];
  }
  const all = Array.isArray(value) ? value.filter(isObject) : [value].filter(isObject);
  return all.filter(({ method }) => typeof method === 'string');
}
