import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUN_COLUMNS, type TaskRequest } from '@chaos-lab/contracts';
import { listen, runMain } from '@chaos-lab/service-kit';
import { parse } from 'csv-parse/sync';
import { runCommandLine } from '../../../services/runner/src/cli/run-command-line.ts';
import type { Host } from '../../../services/runner/src/host.ts';
import { isAlive } from '../until.ts';
import type { ContractLab } from './contract-lab.ts';

const MAIN = fileURLToPath(new URL('../../../services/runner/src/main.ts', import.meta.url));
const SCENARIO = { name: 'faults', rules: [{ rate: 'sweep', faults: [{ kind: 'reset' }] }] };

const HOST: Host = {
  nodeVersion: process.versions.node,
  pid: process.pid,
  open: listen,
  killGroup: (leader) => process.kill(-leader, 'SIGKILL'),
  isAlive,
};

export type Ended = { readonly out: string; readonly err: string; readonly code: number | null };
export type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

/** Starts `chaos-lab` as a process of its own. */
export function chaosLab(args: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
  const seen = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (seen.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (seen.err += text));
  const ended = once(child, 'close').then(([code]) => ({ ...seen, code: code as number | null }));
  return { child, ended };
}

/** A folder for runs and the scenario of these tests. */
export function workFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  writeFileSync(join(folder, 'scenario.yaml'), JSON.stringify(SCENARIO));
  const file = (name: string, run = 'one'): string =>
    readFileSync(join(folder, 'runs', run, name), 'utf8');
  return {
    folder,
    file,
    write: (name: string, text: string): void => writeFileSync(join(folder, name), text),
    rows: (name: string, run?: string): Record<string, string>[] =>
      parse(file(name, run), { columns: true }),
    json: (name: string, run?: string): unknown => JSON.parse(file(name, run)),
  };
}
export type WorkFolder = ReturnType<typeof workFolder>;

/** `chaos-lab` inside this process: for input that it refuses before it starts anything. */
export async function chaosLabHere(args: readonly string[]): Promise<Ended> {
  const seen = { out: '', err: '' };
  let code: number | null = null;
  await runMain(
    'chaos-lab',
    (context) => runCommandLine({ ...context, host: HOST }, new AbortController()),
    {
      argv: args,
      env: { PATH: process.env['PATH'] },
      readFile: (path) => readFileSync(path, 'utf8'),
      stdout: { write: (text) => (seen.out += text) },
      stderr: { write: (text) => (seen.err += text) },
      exit: (status) => {
        code = status;
      },
    },
  );
  return { ...seen, code };
}

/** `chaos-lab` to its end. Fails with what it said where it does not end with `code`. */
export async function chaosLabEndsWith(code: number, args: readonly string[]): Promise<Ended> {
  const ended = await chaosLab(args).ended;
  if (ended.code === code) return ended;
  throw new Error(`exit code ${ended.code} instead of ${code}: ${ended.err}`);
}

/** The flags of an experiment of 40 runs against a lab that runs already. */
export function sweepFlags(lab: ContractLab, { folder }: WorkFolder): string[] {
  return [
    'simulate',
    `--scenario=${join(folder, 'scenario.yaml')}`,
    `--runs-dir=${join(folder, 'runs')}`,
    '--arm=bad=none',
    '--arm=good=blind:2',
    '--failure-rates=0.1,0.2',
    '--experiments-per-rate=10',
    '--port=0',
    '--name=one',
    ...addressFlags(lab),
  ];
}

export function addressFlags(lab: ContractLab): string[] {
  return [
    `--agent-url=${lab.agentUrl}`,
    `--proxy-admin-url=${lab.proxyAdminUrl}`,
    `--petstore-admin-url=${lab.petstoreAdminUrl}`,
  ];
}

/** Succeeds in arm `good` always and in any other by the number of the pair. */
export function evenPairs(task: TaskRequest): boolean {
  return task.arm.startsWith('good') || Number(/\d+$/.exec(task.session)?.[0]) % 2 === 0;
}

/** The columns that design and seeds alone decide, as text. */
export function deterministicPart(rows: readonly Record<string, string>[]): string {
  const isMeasured = (key: string): boolean =>
    RUN_COLUMNS[key as keyof typeof RUN_COLUMNS]?.kind === 'measured';
  return JSON.stringify(rows, (key, value: unknown) => (isMeasured(key) ? undefined : value), 1);
}
