import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { LabFailureError, messageOf, OutputError } from '../errors.ts';
import type { Host } from '../host.ts';

/** Stands in a run folder as long as a process writes to it. */
const LOCK_FILE = 'lock.json';

/** A holder shows by the time of the file that it is alive; after this long it is taken for dead. */
const BEAT_MS = 4_000;
const DEAD_AFTER_MS = 20_000;

const lockSchema = z.object({
  id: z.string(),
  pid: z.number().int(),
  host: z.string(),
  since: z.string(),
  /** Leases that the holder has on the lab, by address: a successor ends them. */
  leases: z.record(z.string(), z.string()),
});
type Lock = z.infer<typeof lockSchema>;

/** A run folder for this process alone. */
export type FolderLock = {
  /** Leases of a holder that died without giving them back. */
  readonly abandoned: ReadonlyMap<string, string>;
  /** Notes the leases of this process. */
  note(leases: ReadonlyMap<string, string>): Promise<void>;
  release(): Promise<void>;
};

/** Takes a run folder. Throws LabFailureError where another process writes to it. */
export async function lockFolder(
  folder: string,
  host: Pick<Host, 'pid' | 'isAlive'>,
): Promise<FolderLock> {
  const path = join(folder, LOCK_FILE);
  const own: Lock = {
    id: randomUUID(),
    pid: host.pid,
    host: hostname(),
    since: new Date().toISOString(),
    leases: {},
  };
  const before = await removeDead(path, folder, host);
  await create(path, folder, own);
  const timer = setInterval(() => void beat(path), BEAT_MS);
  timer.unref();
  return {
    abandoned: new Map(Object.entries(before?.leases ?? {})),
    note: (leases) => write(path, { ...own, leases: Object.fromEntries(leases) }),
    async release() {
      clearInterval(timer);
      if ((await read(path))?.id === own.id) await rm(path, { force: true });
    },
  };
}

/** Takes away the lock of a process that is gone, and tells what stood in it. */
async function removeDead(
  path: string,
  folder: string,
  host: Pick<Host, 'pid' | 'isAlive'>,
): Promise<Lock | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  const lock = await read(path);
  if (lock !== undefined && Date.now() - found.mtimeMs < DEAD_AFTER_MS) {
    const here = lock.host === hostname();
    const alive = here ? lock.pid !== host.pid && host.isAlive(lock.pid) : true;
    if (alive) throw taken(folder, lock);
  }
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const removed = await read(aside);
  await rm(aside, { force: true });
  // Somebody else was faster, and this was theirs: they will notice by its absence at worst.
  if (removed !== undefined && removed.id !== lock?.id) throw taken(folder, removed);
  return lock;
}

function taken(folder: string, { pid, host, since }: Lock): LabFailureError {
  return new LabFailureError(
    `${folder} is being written by process ${pid} on ${host}, since ${since}: wait until it has ended`,
  );
}

async function create(path: string, folder: string, lock: Lock): Promise<void> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(JSON.stringify(lock));
    await handle.close();
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const other = exists ? await read(path) : undefined;
    if (other !== undefined) throw taken(folder, other);
    throw new OutputError(`cannot write ${path}: ${messageOf(error)}`, error);
  }
}

async function write(path: string, lock: Lock): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(lock));
  } catch (error) {
    throw new OutputError(`cannot write ${path}: ${messageOf(error)}`, error);
  }
}

async function read(path: string): Promise<Lock | undefined> {
  try {
    const parsed = lockSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function beat(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
