// node bench/runner/memory.ts [FEW MANY]
// Resident memory of runner and proxy at 20,000 runs beside that at 2,000, each on new processes.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLab } from '../../services/runner/src/lab/start-lab.ts';

const [few = 2000, many = 20_000] = process.argv.slice(2).map(Number);
const main = fileURLToPath(new URL('../../services/runner/src/main.ts', import.meta.url));
const runs = mkdtempSync(join(tmpdir(), 'bench-memory-'));

/** Resident memory in MB; NaN where the process is gone. */
function residentMb(pid: number): number {
  try {
    const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** The memory of every process near the end of an experiment, the largest of its last samples. */
async function at(count: number): Promise<Record<string, number>> {
  const lab = await startLab({ note: () => undefined });
  const child = spawn(process.execPath, [
    main,
    'simulate',
    '--failure-rates=0.2',
    `--experiments-per-rate=${count / 2}`,
    '--concurrency=16',
    '--port=0',
    `--runs-dir=${runs}`,
    `--name=n${count}`,
    `--agent-url=${lab.addresses.agentUrl}`,
    `--proxy-admin-url=${lab.addresses.proxyAdminUrl}`,
    `--petstore-admin-url=${lab.addresses.petstoreAdminUrl}`,
  ]);
  const watched = [...lab.processes, { name: 'runner', pid: child.pid ?? 0 }];
  const samples = new Map<string, number[]>();
  const timer = setInterval(() => {
    for (const { name, pid } of watched) {
      const mb = residentMb(pid);
      if (!Number.isNaN(mb)) samples.set(name, [...(samples.get(name) ?? []).slice(-9), mb]);
    }
  }, 250);
  await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  await lab.stop();
  return Object.fromEntries([...samples].map(([name, last]) => [name, Math.max(...last)]));
}

const [before, after] = [await at(few), await at(many)];
for (const [name, mb] of Object.entries(before)) {
  const then = after[name] ?? Number.NaN;
  const change = `${(100 * (then / mb - 1)).toFixed(0)} %`;
  console.log(
    `${name}: ${mb.toFixed(0)} MB at ${few} runs, ${then.toFixed(0)} MB at ${many} (${change})`,
  );
}
rmSync(runs, { recursive: true });
