// What `npm run test:compose` runs: the whole lab in containers. Where no container engine answers,
// every test is skipped by name. The last line counts as that of `npm test` does.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tally } from './tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

const folder = mkdtempSync(join(tmpdir(), 'chaos-lab-compose-'));
const file = join(folder, 'vitest.json');
const { status } = spawnSync(
  'vitest',
  [
    'run',
    '--config',
    'tests/compose/vitest.config.ts',
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, env, stdio: 'inherit' },
);
const result = tally([], status === 0, readReport(), { mayAllBeSkipped: true });
rmSync(folder, { recursive: true, force: true });

console.log(`\n${result.lines.join('\n')}`);
process.exitCode = result.exitCode;

function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}
