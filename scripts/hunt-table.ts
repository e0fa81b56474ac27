// Hunts the arms of the lab and axios-retry, and writes down what was found: `npm run results:hunt`.
// With a k as its word it goes that far, else to 3.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Hunted, pageOf } from './hunt-table/page.ts';

const LAB = fileURLToPath(new URL('../services/runner/bin/chaos-lab.mjs', import.meta.url));
const PAGE = new URL('../docs/results/hunt.md', import.meta.url);
const EXPERIMENT = 'results-lossy-commits';
const ARMS = ['resilient', 'training', 'axios-retry'];

const k = process.argv[2] ?? '3';

async function hunted(arm: string): Promise<Hunted> {
  const out = mkdtempSync(join(tmpdir(), 'hunt-'));
  const flags = ['--arm', arm, '--k', k, '--json', '--out', out];
  const child = spawn(process.execPath, [LAB, 'hunt', EXPERIMENT, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 && code !== 1) throw new Error(`the hunt of ${arm} ended with ${code}`);
  return { arm, ...(JSON.parse(text) as Omit<Hunted, 'arm'>) };
}

const all: Hunted[] = [];
for (const arm of ARMS) all.push(await hunted(arm));
writeFileSync(PAGE, pageOf(EXPERIMENT, k, all));
