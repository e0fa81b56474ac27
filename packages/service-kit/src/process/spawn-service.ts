import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { UserError } from '../user-error.ts';
import { type Announcement, parseAnnouncement } from './announce.ts';
import { PARENT_ENV } from './parent-watch.ts';

export interface SpawnOptions {
  /** Who is started, for messages. */
  readonly name: string;
  /** The script to run with the Node of this process. */
  readonly script: string;
  readonly args?: readonly string[];
  /** Names of variables that the child gets of the environment of this process, all unless told. */
  readonly inherit?: readonly string[];
  /** Added to that. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** How long to wait for the announcement, 15 s unless told. */
  readonly readyTimeoutMs?: number;
  /** How long after SIGTERM before SIGKILL, 5 s unless told. */
  readonly stopDeadlineMs?: number;
  /** Every line the child writes to stderr. */
  readonly onLog?: (line: string) => void;
}

export interface ServiceExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last line on stderr, where a service says what was wrong. */
  readonly lastLine: string | undefined;
}

export interface RunningService {
  readonly name: string;
  readonly pid: number;
  readonly addresses: Announcement;
  /** The base URL of a role such as `traffic`; throws when the child announced none. */
  url(role: string): string;
  /** Settles when the child has ended, whoever ended it. */
  readonly exited: Promise<ServiceExit>;
  /** SIGTERM, then SIGKILL after the deadline. Resolves once the child is gone; repeatable. */
  stop(): Promise<ServiceExit>;
}

export class SpawnError extends UserError {
  constructor(message: string) {
    super(message, { code: 'SPAWN_FAILED', exitCode: 1 });
  }
}

/**
 * Starts a service and waits until it announces its addresses. Rejects with a SpawnError that
 * repeats the child's last line when the child ends or stays silent. The child has a process group
 * of its own, so a Ctrl-C reaches only the parent, and it ends when the parent dies in any way.
 */
export async function spawnService(options: SpawnOptions): Promise<RunningService> {
  const { name, script, args = [], readyTimeoutMs = 15_000, stopDeadlineMs = 5000 } = options;
  const child = spawn(process.execPath, [script, ...args], {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { ...inherited(options.inherit), ...options.env, [PARENT_ENV]: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  const exited = watchExit(child, options);
  const stop = async (): Promise<ServiceExit> => {
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
    try {
      return await exited;
    } finally {
      clearTimeout(deadline);
    }
  };

  const ready = await firstOf(announcementOf(child), exited, readyTimeoutMs);
  if (ready.kind === 'listening' && child.pid !== undefined) {
    const { announcement: addresses } = ready;
    const url = (role: string): string => {
      const found = addresses[role];
      if (typeof found === 'string') return found;
      throw new SpawnError(`${name} announced no ${role} address`);
    };
    return { name, pid: child.pid, addresses, url, exited, stop };
  }
  const { code, signal, lastLine } = await stop();
  const why =
    ready.kind === 'silent' ? `was not ready after ${readyTimeoutMs} ms` : 'did not start';
  const how = lastLine ?? `it ended with ${signal ?? `exit code ${code}`} and no message`;
  throw new SpawnError(`${name} ${why}: ${how.replace(`${name}: `, '')}`);
}

function inherited(names: readonly string[] | undefined): NodeJS.ProcessEnv {
  if (names === undefined) return process.env;
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

type Ready =
  | { readonly kind: 'listening'; readonly announcement: Announcement }
  | { readonly kind: 'ended' }
  | { readonly kind: 'silent' };

async function firstOf(
  announced: Promise<Announcement>,
  exited: Promise<ServiceExit>,
  timeoutMs: number,
): Promise<Ready> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<Ready>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'silent' }), timeoutMs);
  });
  const listening = announced.then(
    (announcement) => ({ kind: 'listening', announcement }) as const,
  );
  const ended = exited.then(() => ({ kind: 'ended' }) as const);
  try {
    return await Promise.race([listening, ended, silent]);
  } finally {
    clearTimeout(timer);
  }
}

function announcementOf(child: ChildProcess): Promise<Announcement> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const announcement = parseAnnouncement(line);
      if (announcement) resolve(announcement);
    });
  });
}

function watchExit(child: ChildProcess, { onLog }: SpawnOptions): Promise<ServiceExit> {
  let lastLine: string | undefined;
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.trim() !== '') lastLine = line;
      onLog?.(line);
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, lastLine: error.message }));
    // `close` comes after the last byte of stderr, `exit` may come before.
    child.once('close', (code, signal) => resolve({ code, signal, lastLine }));
  });
}
