import type { ProblemCode, ProblemIssue } from '@chaos-lab/contracts';
import type { Change } from '../state/entities.ts';

/** What an operation makes of its input: an answer and the changes that go with it, or a refusal. */
export type Outcome =
  | {
      readonly ok: true;
      /** Undefined where the answer has no body. */
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly changes: readonly Change[];
    }
  | Refusal;

export type Refusal = {
  readonly ok: false;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemIssue[];
};

const NOTHING: readonly Change[] = [];

export const answer = (body: unknown): Outcome => ({ ok: true, body, changes: NOTHING });

export const changed = (body: unknown, ...changes: readonly Change[]): Outcome => ({
  ok: true,
  body,
  changes,
});

export const done = (...changes: readonly Change[]): Outcome => ({ ok: true, changes });

export const notFound = (what: string): Refusal => ({
  ok: false,
  status: 404,
  code: 'not-found',
  detail: `there is no ${what}`,
});

/** A value that its schema allows and the operation does not. */
export const invalid = (path: string, message: string): Refusal => ({
  ok: false,
  status: 400,
  code: 'validation-failed',
  detail: `${path}: ${message}`,
  errors: [{ path, message }],
});
