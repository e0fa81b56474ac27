import { AxiosError, type AxiosAdapter, AxiosHeaders, type AxiosResponse } from 'axios';
import type { Dispatcher } from 'undici';
import type { Beginning } from './call-watch.ts';
import { type ReceivedAnswer, ResponseCollector } from './response-collector.ts';
import { type WireError, wireError } from './wire-error.ts';

/**
 * An axios adapter over undici: about a third of the CPU of the one that axios brings
 * (`bench/agent-client.ts`). Redirects are not followed, bodies are text, nothing is retried.
 */
export function undiciAdapter(pool: Dispatcher, basePath: string): AxiosAdapter {
  return async (config) => {
    const { watch } = config;
    const begun = watch?.begin() ?? UNWATCHED;
    const { headers, limit } = begun instanceof Promise ? await begun : begun;
    let received: ReceivedAnswer;
    try {
      received = await new Promise((resolve, reject) => {
        pool.dispatch(
          {
            path: basePath + (config.url ?? ''),
            method: (config.method ?? 'get').toUpperCase(),
            headers: { ...(config.headers.toJSON() as Record<string, string>), ...headers },
            body: (config.data as string | undefined) ?? null,
          },
          new ResponseCollector({ resolve, reject, limit, signal: watch?.signal }),
        );
      });
    } catch (error) {
      // What undici refuses to take has not been sent.
      const broken = wireError(error, 'connecting');
      watch?.end({ type: 'broken', error: broken });
      throw new AxiosError(broken.message, axiosCode(broken), config, undefined, undefined);
    }
    const { status, body } = received;
    const responseHeaders = new AxiosHeaders(received.headers);
    watch?.end({ type: 'answer', status, headers: received.headers, body });
    const response: AxiosResponse<string> = {
      data: body,
      status,
      statusText: received.statusText,
      headers: responseHeaders,
      config,
      request: undefined,
    };
    if (config.validateStatus?.(status) ?? true) return response;
    throw new AxiosError(
      `Request failed with status code ${status}`,
      status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE,
      config,
      undefined,
      response,
    );
  };
}

const UNWATCHED: Beginning = { headers: {}, limit: { ms: 0, condition: 'timeout' } };

/** axios reports its own timeout as ECONNABORTED, which is what axios-retry looks for. */
const axiosCode = (error: WireError): string =>
  error.condition === 'timeout' || error.condition === 'deadline_exceeded'
    ? AxiosError.ECONNABORTED
    : error.code;
