import { UserError } from '@chaos-lab/service-kit/user-error';

/** How the process ends; the table is in docs/reference/exit-codes.md. */
export const EXIT = {
  ok: 0,
  hypothesisFailed: 1,
  badInput: 2,
  labFailure: 3,
  interrupted: 130,
} as const;

/** Something in flags, files or names is wrong; `problems` lists every place. */
export class BadInputError extends UserError {
  constructor(problems: string | readonly string[]) {
    super(problems, { code: 'BAD_INPUT', exitCode: EXIT.badInput });
  }
}

/** A folder that is no whole run: what is wrong, in which file, what was expected. */
export class RunFolderError extends BadInputError {}

/** A part of the lab cannot be reached, died, or answered what it must not. */
export class LabFailureError extends UserError {
  constructor(problems: string | readonly string[], cause?: unknown) {
    super(problems, { code: 'LAB_FAILURE', exitCode: EXIT.labFailure, cause });
  }
}

/** The run folder cannot be written, for example because the disk is full. */
export class OutputError extends UserError {
  constructor(problem: string, cause?: unknown) {
    super(problem, { code: 'OUTPUT_FAILED', exitCode: EXIT.labFailure, cause });
  }
}

/** Ctrl-C or SIGTERM. */
export class InterruptedError extends UserError {
  constructor(problem = 'interrupted') {
    super(problem, { code: 'INTERRUPTED', exitCode: EXIT.interrupted });
  }
}

/** A hypothesis of the experiment did not hold, or a check that must pass first did not. */
export class HypothesisFailedError extends UserError {
  constructor(problems: string | readonly string[]) {
    super(problems, { code: 'HYPOTHESIS_FAILED', exitCode: EXIT.hypothesisFailed });
  }
}

/** The message of whatever was thrown, with the code that Node gives to failures of the system. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
