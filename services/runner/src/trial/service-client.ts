import { Agent, request } from 'undici';
import { BadInputError, messageOf } from '../errors.ts';
import type { ClientEnd, TrialClient } from './client-end.ts';

const OUTPUT = 8 * 1024;

/**
 * A client that runs already, as a service: it gets `POST {"baseUrl", "session"}` for each run, does its
 * task there, and says by its status whether it succeeded (2xx). Throws BadInputError where there is none.
 */
export function serviceClient(url: string): TrialClient {
  const dispatcher = new Agent({ pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  return {
    text: url,
    async run(place, { timeoutMs, signal }) {
      const startedAt = performance.now();
      const end = (rest: Omit<ClientEnd, 'realMs'>): ClientEnd => ({
        ...rest,
        realMs: performance.now() - startedAt,
      });
      const late = AbortSignal.timeout(timeoutMs);
      try {
        const { statusCode, body } = await request(url, {
          method: 'POST',
          dispatcher,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(place),
          signal: AbortSignal.any([signal, late]),
        });
        const output = (await body.text()).slice(-OUTPUT);
        const says = statusCode >= 200 && statusCode < 300 ? 'success' : 'failure';
        return end({ says, how: 'ended', with: `status ${statusCode}`, output });
      } catch (error) {
        signal.throwIfAborted();
        if (late.aborted) {
          return end({ says: 'failure', how: 'timeout', with: 'no end in time', output: '' });
        }
        throw new BadInputError(`--service ${url} did not answer: ${messageOf(error)}`);
      }
    },
    close: () => dispatcher.destroy(),
  };
}
