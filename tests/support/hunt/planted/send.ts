import { Agent, request } from 'undici';

export type Sent = {
  readonly status: number;
  /** Undefined where it cannot be read. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs: number;
};

export type SendOptions = {
  readonly body?: object;
  readonly key?: string;
  /** Real ms. */
  readonly timeoutMs?: number;
};

/** Small pools: every client has its connections to itself, as a process of its own would. */
export type Send = (method: string, path: string, options?: SendOptions) => Promise<Sent>;

/** Sends one request, and rejects where no whole answer comes. Nothing is tried again. */
export function sender(baseUrl: string): {
  readonly send: Send;
  readonly close: () => Promise<void>;
} {
  const dispatcher = new Agent({ pipelining: 1 });
  return {
    async send(method, path, { body, key, timeoutMs = 5_000 } = {}) {
      const {
        statusCode,
        headers,
        body: answer,
      } = await request(baseUrl + path, {
        method: method as 'GET',
        dispatcher,
        headers: {
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await answer.text();
      const after = headers['retry-after'];
      return {
        status: statusCode,
        json: parsed(text),
        retryAfterMs: typeof after === 'string' ? 1_000 * Number(after) : 0,
      };
    },
    close: () => dispatcher.destroy(),
  };
}

function parsed(text: string): Sent['json'] {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
