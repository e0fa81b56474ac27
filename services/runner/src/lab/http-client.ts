import type { Readable } from 'node:stream';
import { problemSchema } from '@chaos-lab/contracts';
import { Pool } from 'undici';
import { LabFailureError, messageOf } from '../errors.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it comes, one JSON document a line. */
  readonly ndjson?: Readable | undefined;
  /** Real ms until the head of the answer, 30 s unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
};

/** An answer that is no success: what the peer said, for messages. */
export class RefusedError extends LabFailureError {
  readonly status: number;
  /** The last part of the problem type, such as `playbook-invalid`; empty where there is none. */
  readonly problem: string;

  constructor(message: string, status: number, problem: string) {
    super(message);
    this.status = status;
    this.problem = problem;
  }
}

/** Keep-alive requests to one process of the lab. */
export type HttpClient = {
  readonly name: string;
  readonly url: string;
  /** The body of a 2xx answer. Throws RefusedError for another status, LabFailureError for none. */
  send(request: HttpRequest): Promise<string>;
  /** Sends a header with every request from now on; undefined leaves it out again. */
  setHeader(name: string, value: string | undefined): void;
  close(): Promise<void>;
};

export function httpClient(
  name: string,
  url: string,
  options: { readonly connections: number; readonly token?: string | undefined },
): HttpClient {
  const base = new URL(url);
  const prefix = base.pathname.replace(/\/$/, '');
  const authorization =
    options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const extra = new Map<string, string>();
  const pool = new Pool(base.origin, { connections: options.connections, bodyTimeout: 60_000 });
  return {
    name,
    url,
    async send({ method, path, json, ndjson, timeoutMs = 30_000, signal }) {
      const what = `${method} ${path.replace(/\?.*$/, '')}`;
      let status: number;
      let text: string;
      try {
        const response = await pool.request({
          method,
          path: prefix + path,
          headersTimeout: timeoutMs,
          ...(signal === undefined ? {} : { signal }),
          headers: {
            ...authorization,
            ...Object.fromEntries(extra),
            ...contentType({ json, ndjson }),
          },
          body: json === undefined ? (ndjson ?? null) : JSON.stringify(json),
        });
        status = response.statusCode;
        text = await response.body.text();
      } catch (error) {
        signal?.throwIfAborted();
        throw new LabFailureError(
          `${name} at ${url} did not answer ${what}: ${messageOf(error)}`,
          error,
        );
      }
      if (status >= 200 && status < 300) return text;
      throw refusal(`${name} at ${url} answered ${what} with ${status}`, status, text);
    },
    setHeader(header, value) {
      if (value === undefined) extra.delete(header);
      else extra.set(header, value);
    },
    close: () => pool.destroy(),
  };
}

function contentType({ json, ndjson }: Pick<HttpRequest, 'json' | 'ndjson'>) {
  if (json !== undefined) return { 'content-type': 'application/json' };
  return ndjson === undefined ? {} : { 'content-type': 'application/x-ndjson' };
}

function refusal(message: string, status: number, text: string): RefusedError {
  const parsed = problemSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return new RefusedError(message, status, '');
  const { type, title, detail, errors = [] } = parsed.data;
  const places = errors.map((issue) => `${issue.path}: ${issue.message}`);
  const why = [detail ?? title, ...places].join('; ');
  return new RefusedError(`${message}: ${why}`, status, type.slice(type.lastIndexOf(':') + 1));
}

export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
