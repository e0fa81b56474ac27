import { type ProcessInfo, processInfoSchema } from '@chaos-lab/service-kit';
import type { HttpClient } from './http-client.ts';
import { parseAnswer } from './parse-answer.ts';

/** Which process answers, by what settings it runs, and when it stood still. */
export async function processInfo(of: HttpClient): Promise<ProcessInfo> {
  return parseAnswer(processInfoSchema, await of.send({ method: 'GET', path: '/process' }), of);
}
