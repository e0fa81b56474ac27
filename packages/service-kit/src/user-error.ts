/**
 * A failure the person at the keyboard can act on. `runMain` prints its `problems`, one line each
 * and without a stack, and exits with `exitCode`: 2 for bad input, 1 for a failure while running.
 */
export class UserError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly problems: readonly string[];

  constructor(
    problems: string | readonly string[],
    options: { code?: string; exitCode?: number; cause?: unknown } = {},
  ) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join('\n'), options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code ?? 'USER_ERROR';
    this.exitCode = options.exitCode ?? 1;
    this.problems = list;
  }
}
