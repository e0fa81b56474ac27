// Runs the experiments behind docs/results.md, as far as they are not there yet, and writes the page.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RUN_FILE, summarySchema } from '../packages/contracts/src/index.ts';
import { withClients } from './third-party/results-section.ts';
import { RESULTS as CLIENTS } from './third-party/table.ts';
import { buildModel } from '../services/runner/src/report/model/build-model.ts';
import type { ReportModel } from '../services/runner/src/report/model/report-model.ts';
import { resultsPage } from '../services/runner/src/report/results-page.ts';
import { readRunDocuments } from '../services/runner/src/run-folder/documents.ts';

const EXPERIMENTS = ['independent-errors', 'outage', 'lossy-commits', 'overload'] as const;
const root = new URL('../', import.meta.url);
const main = fileURLToPath(new URL('services/runner/src/main.ts', root));

function read(name: string, file: string): unknown {
  return JSON.parse(readFileSync(new URL(`runs/results-${name}/${file}`, root), 'utf8'));
}

function chaosLab(...args: string[]): void {
  const { status } = spawnSync(process.execPath, [main, ...args], {
    stdio: 'inherit',
    cwd: fileURLToPath(root),
  });
  // 1 means that a hypothesis did not hold, which is a result like any other.
  if (status !== 0 && status !== 1) process.exit(status ?? 3);
}

async function resultOf(name: string): Promise<ReportModel> {
  const folder = new URL(`runs/results-${name}/`, root);
  if (!existsSync(folder)) chaosLab('run', `results-${name}`, `--name=results-${name}`);
  if (summarySchema.parse(read(name, RUN_FILE.summary)).partial) {
    chaosLab('run', `--resume=results-${name}`);
  }
  const path = fileURLToPath(folder);
  return buildModel(path, await readRunDocuments(path));
}

const models: ReportModel[] = [];
for (const name of EXPERIMENTS) models.push(await resultOf(name));
const page = resultsPage(models);
const clients = readFileSync(CLIENTS, 'utf8');
writeFileSync(new URL('docs/results.md', root), withClients(page, clients));
console.log('Wrote docs/results.md');
