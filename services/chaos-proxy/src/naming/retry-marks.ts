import type { IncomingHttpHeaders } from 'node:http';
import { HEADER } from '@chaos-lab/contracts';

/** What a request says of itself about being a try of some call. */
export type RetryMarks = {
  /** `Chaos-Call`: the number of the call, or any name that its tries share. */
  readonly call: number | string | undefined;
  /** `Chaos-Attempt`. */
  readonly attempt: number | undefined;
  /** `amz-sdk-invocation-id` of AWS clients. */
  readonly invocation: string | undefined;
  readonly key: string | undefined;
  /** `X-Stainless-Retry-Count` of the OpenAI and Anthropic clients, among others; 0 says nothing. */
  readonly retryCount: number;
};

const CALL = HEADER.call.toLowerCase();
const KEY = HEADER.idempotencyKey.toLowerCase();
const INVOCATION = 'amz-sdk-invocation-id';
const RETRY_COUNT = 'x-stainless-retry-count';

/** Longer values identify nothing; they are ignored rather than kept. */
const LONGEST = 256;
const NUMBER = /^[1-9][0-9]{0,8}$/;

/** Reads the marks from the headers; `attempt` has been checked by whoever admitted the request. */
export function retryMarks(headers: IncomingHttpHeaders, attempt: number | undefined): RetryMarks {
  const call = text(headers[CALL]);
  const retryCount = text(headers[RETRY_COUNT]);
  return {
    call: call !== undefined && NUMBER.test(call) ? Number(call) : call,
    attempt,
    invocation: text(headers[INVOCATION]),
    key: text(headers[KEY]),
    retryCount: retryCount !== undefined && NUMBER.test(retryCount) ? Number(retryCount) : 0,
  };
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST
    ? value
    : undefined;
}
