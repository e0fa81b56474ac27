import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ProblemError, sendProblem } from './problem.ts';

/** Answers 404 for a path that no route took. Comes after every route. */
export const notFound: RequestHandler = (request) => {
  throw new ProblemError('not-found', {
    status: 404,
    title: 'Not found',
    detail: `no route answers ${request.method} ${request.path}`,
  });
};

/** Answers 405 with `Allow`. Comes last on a path: `router.all('/x', methodNotAllowed(['GET']))`. */
export function methodNotAllowed(allowed: readonly string[]): RequestHandler {
  return (request) => {
    throw new ProblemError('method-not-allowed', {
      status: 405,
      title: 'Method not allowed',
      detail: `${request.method} is not possible here: expected ${allowed.join(' or ')}`,
      headers: { Allow: allowed.join(', ') },
    });
  };
}

/**
 * Turns everything a handler throws into a problem document. What is not a ProblemError or a fault
 * of the request becomes a bare 500: the error goes to `onUnexpected`, never to the client.
 */
export function problemHandler(
  onUnexpected: (error: unknown) => void = () => {},
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = error instanceof ProblemError ? error : (requestFault(error) ?? internal);
    if (known === internal) onUnexpected(error);
    for (const [name, value] of Object.entries(known.init.headers ?? {})) {
      response.setHeader(name, value);
    }
    sendProblem(response, known.toProblem(request.originalUrl));
  };
}

const internal = new ProblemError('internal', { status: 500, title: 'Internal error' });

/** The errors of express and its body parsers that the client caused, in our own words. */
function requestFault(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  const type = 'type' in error ? error.type : undefined;
  if (type === 'entity.parse.failed') {
    const detail = `the body is not JSON: ${error.message.split('\n')[0]}`;
    return new ProblemError('malformed-json', { status: 400, title: 'Malformed JSON', detail });
  }
  if (type === 'entity.too.large') {
    const limit = 'limit' in error ? `: expected at most ${String(error.limit)} bytes` : '';
    const detail = `the body is too large${limit}`;
    return new ProblemError('body-too-large', { status: 413, title: 'Body too large', detail });
  }
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  const detail = error.message;
  return new ProblemError('bad-request', { status, title: 'Bad request', detail });
}
