import { UserError } from '@chaos-lab/service-kit/user-error';

/** A document that cannot be used; the message says where in it and why. */
export class OpenApiError extends UserError {
  constructor(problem: string, cause?: unknown) {
    super(problem, { code: 'OPENAPI_INVALID', exitCode: 2, cause });
  }
}

export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
