import type { IncomingHttpHeaders } from 'node:http';
import type { ClientPort } from '../client/client-port.ts';
import type { ClientRequest } from '../client/client-request.ts';
import { readBody } from '../client/request-body.ts';
import type { Refused } from './admission.ts';

/** Looks at a request before anything is decided about it. */
export type Inspect = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
}) => Inspection;

export type Inspection = {
  readonly refused: Refused | null;
  /** Looks at the body too, as text, where that is needed. */
  readonly inspectBody?: ((body: string) => Refused | null) | undefined;
};

const MAX_BODY_BYTES = 1_048_576;

/**
 * Calls back with a refusal, or with null and the body where it had to be read. Does not call back
 * where the client goes first.
 */
export function inspectFirst(
  inspect: Inspect,
  request: ClientRequest,
  port: ClientPort,
  url: string,
  then: (refused: Refused | null, body?: Buffer) => void,
): void {
  const [path = '/', ...rest] = url.split('?');
  const { method = 'GET', headers } = request;
  const { refused, inspectBody } = inspect({ method, path, query: rest.join('?'), headers });
  if (refused !== null || inspectBody === undefined) {
    then(refused);
    return;
  }
  if (headers.expect !== undefined) port.invite();
  readBody(request.body, MAX_BODY_BYTES, (body) => {
    if (body === null) then(TOO_LARGE);
    else then(inspectBody(body.toString('utf8')), body);
  });
}

const TOO_LARGE: Refused = {
  status: 413,
  code: 'payload-too-large',
  detail: `the body is too large to be validated: expected at most ${MAX_BODY_BYTES} bytes`,
};
