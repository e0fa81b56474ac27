import { type ChildProcess, spawn } from 'node:child_process';
import { messageOf } from '../../../errors.ts';
import type { Host } from '../../../host.ts';
import { type OutputTail, outputTail } from './output-tail.ts';

export type CommandOptions = {
  /** Path of the program and its arguments; no shell is involved. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Real ms after which it is killed. */
  readonly timeoutMs: number;
  /** Bytes of its output that are kept, 8 KiB unless told. */
  readonly outputBytes?: number;
  /** Ends it early; the end then says `aborted`. */
  readonly signal?: AbortSignal;
  readonly killGroup: Host['killGroup'];
};

/** How a program ended. */
export type CommandExit =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted' }
  /** It could not be started at all, and why. */
  | { readonly kind: 'not-started'; readonly reason: string };

export type CommandEnd = {
  readonly exit: CommandExit;
  /** The end of what it printed on stdout and stderr, in the order in which it came. */
  readonly output: string;
  /** Real ms from start to end. */
  readonly realMs: number;
};

const OUTPUT_BYTES = 8 * 1024;

/** Real ms that somebody who left the group may hold the pipes of a program that is over. */
const PIPES_LINGER_MS = 200;

/**
 * Runs a program to its end in a process group of its own, and ends whatever it leaves of that group:
 * after its exit, at the time limit, and at an abort. Never rejects for what the program does. A child
 * that makes a session of its own (`setsid`) leaves the group and cannot be ended.
 */
export async function runCommand(options: CommandOptions): Promise<CommandEnd> {
  const { signal } = options;
  const startedAt = performance.now();
  const tail = outputTail(options.outputBytes ?? OUTPUT_BYTES);
  const ended = (exit: CommandExit): CommandEnd => ({
    exit,
    output: tail.text(),
    realMs: performance.now() - startedAt,
  });
  if (signal?.aborted === true) return ended({ kind: 'aborted' });
  const child = start(options);
  if ('reason' in child) return ended({ kind: 'not-started', reason: child.reason });
  let cause: 'timeout' | 'aborted' | undefined;
  const stop = (why: 'timeout' | 'aborted'): void => {
    cause ??= why;
    endGroup(child, options.killGroup);
  };
  const onAbort = (): void => stop('aborted');
  const timer = setTimeout(() => stop('timeout'), options.timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const exit = await exitOf(child, tail);
    endGroup(child, options.killGroup);
    await pipesClosed(child);
    return ended(cause === undefined || exit.kind === 'not-started' ? exit : { kind: cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function start({ program, args, env, cwd }: CommandOptions): ChildProcess | { reason: string } {
  try {
    return spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

function exitOf(child: ChildProcess, tail: OutputTail): Promise<CommandExit> {
  const { promise, resolve } = Promise.withResolvers<CommandExit>();
  for (const pipe of [child.stdout, child.stderr])
    pipe?.on('data', (part: Buffer) => tail.add(part));
  child.once('error', (error) => resolve({ kind: 'not-started', reason: messageOf(error) }));
  child.once('exit', (code, signal) => {
    resolve(
      code === null ? { kind: 'killed', signal: signal ?? 'SIGKILL' } : { kind: 'exited', code },
    );
  });
  return promise;
}

/** What it printed last may still be on its way when it is over. */
async function pipesClosed(child: ChildProcess): Promise<void> {
  const pipes = [child.stdout, child.stderr].filter((pipe) => pipe !== null);
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PIPES_LINGER_MS);
  const closed = pipes.map(
    (pipe) =>
      new Promise<void>((done) => (pipe.closed ? done() : pipe.once('close', () => done()))),
  );
  await Promise.race([Promise.all(closed), patience]);
  clearTimeout(timer);
  for (const pipe of pipes) pipe.destroy();
}

/** The program leads a process group of its own, so that its children end with it. */
function endGroup(child: ChildProcess, killGroup: Host['killGroup']): void {
  if (child.pid === undefined) return;
  try {
    killGroup(child.pid);
  } catch {
    // Nobody is left in it.
  }
}
