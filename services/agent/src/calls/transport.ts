import type { Failure } from '@chaos-lab/contracts';
import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
import type { TaskContext } from './context/task-context.ts';
import type { CallResult, ToolCall, ToolExecutor } from './executor.ts';
import { transportFailure } from './failure/classify.ts';
import type { AgeHeaders } from './failure/freshness.ts';
import { type ReadBody, readBody } from './http/read-body.ts';
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
      if (traced.signal?.aborted === true) return failed(CALLED_OFF);
      const { tool } = call;
      const input = tool.input.safeParse(call.input);
      if (!input.success) {
        const message = `${tool.name} cannot be called: ${input.error.issues[0]?.message}`;
        return failed({ ...transportFailure('malformed', message, 'not_sent'), condition: '400' });
      }
      const { path, body } = tool.request(input.data);
      let response: AxiosResponse<string>;
      try {
        response = await client.request<string>({
          method: tool.method,
          url: path,
          ...(body !== undefined && { data: JSON.stringify(body) }),
          headers: body === undefined ? ACCEPT : ACCEPT_AND_CONTENT,
          watch: traced,
          ...retryConfig?.(call),
        });
      } catch (error) {
        return failed(traced.failure ?? unexplained(error));
      }
      const read = readBody(response.data, tool.output);
      const verdict =
        read.ok && tool.safe
          ? checkAge(read, `${tool.name} ${path}`, response.headers, context)
          : read;
      if (!verdict.ok) return failed(traced.refuse(verdict.condition, verdict.message));
      traced.accept(verdict.value);
      return verdict;
    },
  };
}

const CALLED_OFF = transportFailure('close', 'the call was called off', 'not_sent');

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

const failed = (failure: Failure): CallResult => ({ ok: false, failure });

/** Nothing that is known to happen; whether the request went out is not known either. */
const unexplained = (error: unknown): Failure =>
  transportFailure('close', error instanceof Error ? error.message : String(error));
