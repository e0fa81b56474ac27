import { HEADER } from '@chaos-lab/contracts';
import type { Injection } from '../ruling.ts';
import { drained } from './drained.ts';
import type { MadeAnswer } from '../client/client-port.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';
import { retryAfterValue } from './retry-after.ts';
import { statusProblem } from './status-problem.ts';

type Spec = Injection<'http-error'>['spec'];

/** A complete error response, with the scenario's body or a problem document. */
export const httpError: Fault<'http-error'> = {
  kind: 'http-error',
  parameters: (spec) =>
    spec.retryAfter === undefined ? NO_PARAMETERS : { retryAfterS: spec.retryAfter.seconds },
  async before(call, { spec }) {
    if (await call.requestRead()) answer(call, spec);
  },
  after: (call, { spec }) => drained(call, () => answer(call, spec)),
};

function answer(call: FaultCall, spec: Spec): void {
  const { headers, body } = content(spec);
  const all = [...headers];
  if (spec.retryAfter !== undefined) {
    const { seconds, format } = spec.retryAfter;
    all.push(HEADER.retryAfter, retryAfterValue(seconds, format, call.now()));
  }
  for (const [name, value] of Object.entries(spec.headers ?? {})) all.push(name, value);
  call.answer({ status: spec.status, headers: all, body });
}

function content(spec: Spec): Pick<MadeAnswer, 'headers' | 'body'> {
  if (spec.body === undefined) return statusProblem(spec.status);
  const { body, contentType } = spec;
  if (typeof body === 'string') {
    return { headers: ['Content-Type', contentType ?? 'text/plain; charset=utf-8'], body };
  }
  const headers = ['Content-Type', contentType ?? 'application/json'];
  return { headers, body: JSON.stringify(body) };
}
