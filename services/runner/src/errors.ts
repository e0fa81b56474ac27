/** How the process ends; the table is in docs/reference/exit-codes.md. */
export const EXIT = {
  ok: 0,
  hypothesisFailed: 1,
  badInput: 2,
  labFailure: 3,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof EXIT;

/** An end that the person at the terminal can act upon: printed as its message, without a stack. */
export abstract class LabError extends Error {
  abstract readonly code: string;
  abstract readonly exit: ExitName;
}

/** Something in flags, files or names is wrong; `issues` lists every place. */
export class BadInputError extends LabError {
  override readonly name = 'BadInputError';
  readonly code = 'bad-input';
  readonly exit = 'badInput';
  readonly issues: readonly string[];

  constructor(message: string, issues: readonly string[] = []) {
    super(issues.length === 0 ? message : `${message}\n${issues.map((i) => `  ${i}`).join('\n')}`);
    this.issues = issues;
  }
}

/** A part of the lab cannot be reached, died, or answered what it must not. */
export class LabFailureError extends LabError {
  override readonly name = 'LabFailureError';
  readonly code = 'lab-failure';
  readonly exit = 'labFailure';
}

/** Ctrl-C or SIGTERM. */
export class InterruptedError extends LabError {
  override readonly name = 'InterruptedError';
  readonly code = 'interrupted';
  readonly exit = 'interrupted';

  constructor() {
    super('interrupted');
  }
}

/** A hypothesis of the experiment did not hold, or a check that must pass first did not. */
export class HypothesisFailedError extends LabError {
  override readonly name = 'HypothesisFailedError';
  readonly code = 'hypothesis-failed';
  readonly exit = 'hypothesisFailed';
}

/** The message of whatever was thrown, with the code that Node gives to failures of the system. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
