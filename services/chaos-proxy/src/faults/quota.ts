import type { FaultParameters } from '../ruling.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { type QuotaReading, quotaFields } from './quota-fields.ts';
import { statusProblem } from './status-problem.ts';

/**
 * 429 where the requests or tokens of a provider's budget are used up, with what is left in the
 * provider's own fields. The budget itself is state of the deciding half, which adds its reading to
 * the parameters; while there is some left, the answer goes through and carries the same fields.
 */
export const quota: Fault<'quota'> = {
  kind: 'quota',
  parameters: () => NO_PARAMETERS,
  async before(call, { spec, parameters }) {
    if (!(await call.requestRead())) return;
    const { body } = spec;
    const made = body === undefined ? statusProblem(429) : undefined;
    const isText = typeof body === 'string';
    const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
    call.answer({
      status: 429,
      headers: [
        ...(made?.headers ?? ['Content-Type', type]),
        ...quotaFields(spec.style, readingOf(parameters), call.now()),
      ],
      body: made?.body ?? (isText ? body : JSON.stringify(body)),
    });
  },
};

/** What the parameters of a record say of the budget. */
export function readingOf(parameters: FaultParameters): QuotaReading {
  const of = (what: string): QuotaReading['requests'] =>
    parameters[`${what}Limit`] === undefined
      ? undefined
      : {
          limit: Number(parameters[`${what}Limit`]),
          remaining: Number(parameters[`${what}Remaining`]),
          resetS: Number(parameters[`${what}ResetS`]),
        };
  return {
    requests: of('requests'),
    tokens: of('tokens'),
    retryAfterS: Number(parameters['retryAfterS'] ?? 1),
  };
}
