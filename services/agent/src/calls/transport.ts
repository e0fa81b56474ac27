import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
import { isAxiosError } from 'axios';
import { bodyFailure, statusFailure, transportFailure, wireFailure } from './failure/classify.ts';
import type { AgeHeaders } from './failure/freshness.ts';
import { type ReadBody, readBody } from './http/read-body.ts';
import type { TaskContext } from './context/task-context.ts';
import type { CallResult, ToolCall, ToolExecutor } from './executor.ts';
import { TracedCall } from './traced-call.ts';

export interface TransportOptions {
  readonly client: AxiosInstance;
  readonly context: TaskContext;
  /** Further configuration for axios-retry, where the client retries by itself. */
  readonly retryConfig?: (call: ToolCall) => AxiosRequestConfig;
}

/** Sends each call through axios, checks the answer against the tool's output, names what failed. */
export function transport({ client, context, retryConfig }: TransportOptions): ToolExecutor {
  return {
    async execute(call) {
      const traced = new TracedCall(call, context);
      const { tool } = call;
      const input = tool.input.safeParse(call.input);
      if (!input.success) {
        const message = `${tool.name} cannot be called: ${input.error.issues[0]?.message}`;
        return failed({ ...transportFailure('malformed', message, 'not_sent'), condition: '400' });
      }
      const { path, body } = tool.request(input.data);
      try {
        const response = await client.request<string>({
          method: tool.method,
          url: path,
          ...(body !== undefined && { data: JSON.stringify(body) }),
          headers: body === undefined ? ACCEPT : ACCEPT_AND_CONTENT,
          watch: traced,
          ...retryConfig?.(call),
        });
        const read = readBody(response.data, tool.output);
        const verdict =
          read.ok && tool.safe
            ? checkAge(read, `${tool.name} ${path}`, response.headers, context)
            : read;
        traced.settle(verdict.ok ? 'ok' : verdict.condition);
        if (verdict.ok) return verdict;
        return failed(bodyFailure(verdict.condition, response.status, verdict.message));
      } catch (error) {
        return explain(error, traced);
      }
    },
  };
}

type Judged =
  | ReadBody
  | { readonly ok: false; readonly condition: 'stale'; readonly message: string };

/** A good answer to a read, unless it is older than what the task knows already. */
function checkAge(
  read: ReadBody,
  name: string,
  headers: AxiosResponse['headers'],
  { freshness }: TaskContext,
): Judged {
  const why = freshness.staleness(name, headers as AgeHeaders);
  if (why === null) return read;
  return { ok: false, condition: 'stale', message: `the answer is stale: ${why}` };
}

const ACCEPT = { Accept: 'application/json' };
const ACCEPT_AND_CONTENT = { ...ACCEPT, 'Content-Type': 'application/json' };

const failed = (failure: Extract<CallResult, { ok: false }>['failure']): CallResult => ({
  ok: false,
  failure,
});

function explain(error: unknown, traced: TracedCall): CallResult {
  if (isAxiosError(error) && error.response !== undefined) {
    const { status, headers } = error.response;
    const retryAfter: unknown = headers['retry-after'];
    return failed(
      statusFailure(status, typeof retryAfter === 'string' ? retryAfter : undefined, Date.now()),
    );
  }
  if (traced.broken !== undefined) return failed(wireFailure(traced.broken));
  // Nothing that is known to happen; whether the request went out is not known either.
  const message = error instanceof Error ? error.message : String(error);
  return failed(transportFailure('close', message));
}
