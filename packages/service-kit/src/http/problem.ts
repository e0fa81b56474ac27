import type { ServerResponse } from 'node:http';

/** A problem document, RFC 9457. Further members are allowed. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  readonly instance?: string | undefined;
  readonly [extension: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The `type` of a problem of this project, from its stable code. */
export const problemType = (code: string): string => `urn:chaos-lab:problem:${code}`;

/** Answers with a problem document. Works on an express response and on a bare one of node:http. */
export function sendProblem(response: ServerResponse, problem: Problem): void {
  const body = JSON.stringify(problem);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', PROBLEM_MEDIA_TYPE);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

export interface ProblemInit {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  /** Further members of the document. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Further headers of the response. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown in a handler, answered by `problemHandler` as a problem of type `problemType(code)`. */
export class ProblemError extends Error {
  readonly code: string;
  readonly init: ProblemInit;

  constructor(code: string, init: ProblemInit) {
    super(init.detail ?? init.title, init.cause === undefined ? {} : { cause: init.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.init = init;
  }

  toProblem(instance?: string): Problem {
    const { status, title, detail, extensions } = this.init;
    return {
      type: problemType(this.code),
      title,
      status,
      ...(detail !== undefined && { detail }),
      ...(instance !== undefined && { instance }),
      ...extensions,
    };
  }
}
