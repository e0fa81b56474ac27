import { isObject } from '../naming/json-pointer.ts';
import type { AnswerStyle } from '../naming/protocols/protocol.ts';
import { jsonMessages } from './json-messages.ts';

/** Whether a status says that the request did what it asked for: 2xx, and the redirects that follow a form. */
export function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 302 || status === 303;
}

/** Whether a body under a successful status says that the call failed all the same. */
export const SAYS_FAILED: Readonly<Record<AnswerStyle, (body: string) => boolean>> = {
  'json-rpc': (body) =>
    jsonMessages(body).some(
      (message) =>
        message['error'] !== undefined ||
        (isObject(message['result']) && message['result']['isError'] === true),
    ),
  graphql: (body) =>
    jsonMessages(body).some(
      ({ errors, data }) =>
        Array.isArray(errors) && errors.length > 0 && (data === undefined || isEmpty(data)),
    ),
};

/** GraphQL may give errors beside data; only where no field has a value was nothing done. */
function isEmpty(data: unknown): boolean {
  return data === null || (isObject(data) && Object.values(data).every((value) => value === null));
}
