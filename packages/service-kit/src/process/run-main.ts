import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { HelpRequested } from '../config/config-error.ts';
import { UserError } from '../user-error.ts';

/** What a main function may use of its process; a test gives its own. */
export interface MainContext {
  /** The arguments after the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
  readonly stdout: { readonly isTTY?: boolean; write(chunk: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(chunk: string): unknown };
  readonly exit: (code: number) => void;
}

/** Resolves to an exit code, or to nothing when the process lives on as long as its listeners. */
export type Main = (context: MainContext) => Promise<number | void>;

/**
 * Runs the main function of a process. Whatever it throws becomes one line a problem on stderr and
 * an exit code: 2 for bad input, 1 for a failure, 0 for `--help`. Stacks only at LOG_LEVEL=debug.
 */
export async function runMain(
  name: string,
  main: Main,
  context: MainContext = processContext(),
): Promise<void> {
  try {
    const code = await main(context);
    if (typeof code === 'number') context.exit(code);
  } catch (error) {
    context.exit(report(name, error, context));
  }
}

function report(name: string, error: unknown, context: MainContext): number {
  const say = (line: string): unknown => context.stderr.write(`${name}: ${oneLine(line)}\n`);
  if (error instanceof HelpRequested) {
    context.stdout.write(error.text);
    return 0;
  }
  const debug = ['debug', 'trace'].includes(context.env['LOG_LEVEL'] ?? '');
  if (error instanceof UserError) {
    error.problems.forEach(say);
    if (debug) context.stderr.write(`${error.stack}\n`);
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    say(`${error.message.replace(/^error: /, '')} (see --help)`);
    return 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (debug) {
    say(`unexpected failure: ${message}`);
    context.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
  } else {
    say(`unexpected failure: ${message} (LOG_LEVEL=debug shows where)`);
  }
  return 1;
}

const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim();

function processContext(): MainContext {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    readFile: (path) => readFileSync(path, 'utf8'),
    stdout: process.stdout,
    stderr: process.stderr,
    exit: (code) => process.exit(code),
  };
}
