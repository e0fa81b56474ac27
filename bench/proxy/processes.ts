import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Started = {
  readonly pid: number;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

const TICK_MICROSECONDS = 10_000;

/** Starts a script of this folder with this Node and waits for its line `port N`. */
export async function startScript(script: string, args: readonly string[]): Promise<Started> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await portOf(child);
  return { pid: child.pid ?? 0, port, stop: () => stopChild(child) };
}

/** Ends a child and waits until it is gone. */
export function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it listened`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^port (\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

/** CPU time that a process has used, microseconds, in steps of 10 ms; undefined where /proc is not. */
export function cpuOf(pid: number): number | undefined {
  const fields = readProc(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ');
  if (fields === undefined) return undefined;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
}

/** CPU time that the whole machine has used, microseconds; undefined where /proc is not. */
export function cpuOfMachine(): number | undefined {
  const fields = readProc('/proc/stat')?.split('\n')[0]?.split(/\s+/).slice(1).map(Number);
  if (fields === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = fields;
  return (user + nice + system + irq + softirq + steal) * TICK_MICROSECONDS;
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
