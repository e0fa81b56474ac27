import { HEADER } from '@chaos-lab/contracts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { retryAfterValue } from './retry-after.ts';
import { statusProblem } from './status-problem.ts';

/**
 * 429 with `Retry-After` and the `RateLimit` fields. The bucket itself is state of the deciding
 * half, which adds `retryAfterS` (lab seconds until a token is there) to the parameters.
 */
export const rateLimit: Fault<'rate-limit'> = {
  kind: 'rate-limit',
  parameters: () => NO_PARAMETERS,
  async before(call, { spec, parameters }) {
    if (!(await call.requestRead())) return;
    const refillS = spec.limit / spec.refillPerS;
    const wait = Number(parameters['retryAfterS'] ?? 1 / spec.refillPerS);
    const wholeS = Math.ceil(wait);
    const { headers, body } = statusProblem(429);
    call.answer({
      status: 429,
      headers: [
        ...headers,
        HEADER.retryAfter,
        retryAfterValue(wait, spec.format, call.now()),
        'RateLimit-Policy',
        `"default";q=${spec.limit};w=${Math.ceil(refillS)}`,
        'RateLimit',
        `"default";r=0;t=${wholeS}`,
      ],
      body,
    });
  },
};
