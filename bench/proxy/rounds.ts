import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadOptions, LoadResult } from './load.ts';
import { cpuOf, cpuOfMachine, type Started } from './processes.ts';

export type Method = LoadOptions['method'];
export const METHODS: readonly Method[] = ['GET', 'POST'];

/** One candidate under one load once. */
export type Measured = {
  readonly name: string;
  readonly method: Method;
  readonly perSecond: number;
  /** CPU microseconds of the candidate's process per request; NaN where they cannot be had. */
  readonly cpu: number;
  readonly p99Ms: number;
  /** Share of one core that others used meanwhile. */
  readonly foreign: number;
};

export type Runner = { readonly name: string; readonly started: Started };

const run = promisify(execFile);
const LOAD = fileURLToPath(new URL('load-process.ts', import.meta.url));

/** Every candidate once for each method; the order turns by one from round to round. */
export async function round(
  runners: readonly Runner[],
  upstreamPid: number,
  index: number,
  load: Omit<LoadOptions, 'port' | 'method'>,
): Promise<Measured[]> {
  const from = index % runners.length;
  const turned = [...runners.slice(from), ...runners.slice(0, from)];
  const measured: Measured[] = [];
  for (const method of METHODS) {
    for (const runner of turned) measured.push(await measure(runner, upstreamPid, method, load));
  }
  return measured;
}

async function measure(
  { name, started }: Runner,
  upstreamPid: number,
  method: Method,
  load: Omit<LoadOptions, 'port' | 'method'>,
): Promise<Measured> {
  const before = cpuNow(started.pid, upstreamPid);
  const options: LoadOptions = { ...load, port: started.port, method };
  const { stdout } = await run(process.execPath, [LOAD, JSON.stringify(options)]);
  const after = cpuNow(started.pid, upstreamPid);
  const result = JSON.parse(stdout) as LoadResult & { cpu: number };
  if (result.failures > 0) throw new Error(`${name}: ${result.failures} answers were not 200`);
  const own = after.own - before.own + result.cpu;
  return {
    name,
    method,
    perSecond: result.requests / result.seconds,
    cpu: (after.candidate - before.candidate) / result.requests,
    p99Ms: result.p99Ms,
    foreign: (after.machine - before.machine - own) / (result.seconds * 1e6),
  };
}

function cpuNow(pid: number, upstreamPid: number) {
  const candidate = cpuOf(pid) ?? Number.NaN;
  const upstream = cpuOf(upstreamPid) ?? Number.NaN;
  return { candidate, own: candidate + upstream, machine: cpuOfMachine() ?? Number.NaN };
}
