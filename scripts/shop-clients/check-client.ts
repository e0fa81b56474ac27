import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ShopClient } from './clients.ts';

const LAB = fileURLToPath(new URL('../../services/runner/bin/chaos-lab.mjs', import.meta.url));

/** What `check --json` says of one call and one fault. */
export type CheckedCell = {
  readonly call: string;
  readonly fault: string;
  readonly result: string;
  readonly words: string;
};

/** Checks one client against a shop, and gives the cells. Throws where it could not be checked. */
export async function checkClient(
  { command, name }: ShopClient,
  target: string,
): Promise<CheckedCell[]> {
  const flags = ['--json', '--timeout', '20', '--parallel', '4', '--target', target];
  const child = spawn(process.execPath, [LAB, 'check', ...flags, '--', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 && code !== 1) throw new Error(`${name}: ${err}`);
  return (JSON.parse(out) as { cells: CheckedCell[] }).cells;
}
