// npm run bench:runner [-- PAIRS ROUNDS]
// Experiments a second with everything on (agent, proxy, mock, tape, CSV, metrics) at 20 % faults,
// beside a bare node:http script that makes the same calls to the same mock through a pass-through.
// Every part is a process of its own; the two take turns, and medians are compared.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUN_FILE, summarySchema } from '@chaos-lab/contracts';
import { spawnService } from '@chaos-lab/service-kit';
import { startLab } from '../../services/runner/src/lab/start-lab.ts';

const pairs = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 3);
const CONCURRENCY = 16;
const here = fileURLToPath(new URL('./', import.meta.url));
const main = fileURLToPath(new URL('../../services/runner/src/main.ts', import.meta.url));
const runs = mkdtempSync(join(tmpdir(), 'bench-runner-'));

function node(script: string, args: readonly string[]): string {
  const result = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`${script} ended with ${result.status}: ${result.stderr}`);
  return result.stdout;
}

const lab = await startLab({ note: () => undefined });
const { agentUrl, proxyAdminUrl, petstoreAdminUrl, petstoreUrl } = lab.addresses;
const passThrough = await spawnService({
  name: 'pass-through',
  script: join(here, 'pass-through.ts'),
  args: [petstoreUrl],
});

function full(name: string): number {
  node(main, [
    'simulate',
    '--failure-rates=0.2',
    `--experiments-per-rate=${pairs}`,
    `--concurrency=${CONCURRENCY}`,
    '--port=0',
    `--runs-dir=${runs}`,
    `--name=${name}`,
    `--agent-url=${agentUrl}`,
    `--proxy-admin-url=${proxyAdminUrl}`,
    `--petstore-admin-url=${petstoreAdminUrl}`,
  ]);
  const text = readFileSync(join(runs, name, RUN_FILE.summary), 'utf8');
  const { runs: done, elapsed_s: seconds } = summarySchema.parse(JSON.parse(text));
  return done / seconds;
}

function bare(tape: string, round: number): number {
  const url = String(passThrough.addresses['traffic']);
  const args = [tape, url, String(CONCURRENCY), String(round)];
  const {
    runs: done,
    seconds,
    statuses,
  } = JSON.parse(node(join(here, 'bare-client.ts'), args)) as {
    runs: number;
    seconds: number;
    statuses: Record<string, number>;
  };
  const wrong = Object.keys(statuses).filter((status) => status !== '200');
  if (wrong.length > 0) throw new Error(`the bare script met ${JSON.stringify(statuses)}`);
  return done / seconds;
}

/** CPU seconds that a process has used, of its own and of the system for it. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

try {
  const measured = { full: [] as number[], bare: [] as number[] };
  full('warm');
  const before = lab.processes.map(({ pid }) => cpuSeconds(pid));
  full('cpu');
  for (const [index, { name, pid }] of lab.processes.entries()) {
    const ms = (1000 * (cpuSeconds(pid) - (before[index] ?? 0))) / (2 * pairs);
    console.log(`${name}: ${ms.toFixed(2)} ms of CPU an experiment`);
  }
  const tape = join(runs, 'warm', RUN_FILE.tape);
  for (let round = 1; round <= rounds; round += 1) {
    measured.full.push(full(`round-${round}`));
    measured.bare.push(bare(tape, round));
    const [f, b] = [measured.full.at(-1) ?? 0, measured.bare.at(-1) ?? 0];
    console.log(
      `round ${round}: full ${f.toFixed(0)}/s, bare ${b.toFixed(0)}/s, ratio ${(f / b).toFixed(2)}`,
    );
  }
  const ratio = median(measured.full) / median(measured.bare);
  console.log(
    `median: full ${median(measured.full).toFixed(0)} experiments/s, bare ${median(measured.bare).toFixed(0)}/s, ratio ${ratio.toFixed(2)} (wanted: 0.5)`,
  );
} finally {
  await passThrough.stop();
  await lab.stop();
  rmSync(runs, { recursive: true });
}
