// What `npm test` runs: every check and every test, each of them also when an earlier one failed.
// Arguments go to vitest (`npm test -- --project unit`). The last line counts tests and checks.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tally } from './tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
// The tools are scripts for `node`: with this PATH they run on the Node that npm installed.
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

const CHECKS = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['biome', 'format', '.'] },
  {
    name: 'dependency rules',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'packages', 'services'],
  },
  { name: 'dead code', command: ['knip'] },
];

const version = spawnSync('node', ['--version'], { env, encoding: 'utf8' }).stdout?.trim() ?? '';
if (!(Number(/^v(\d+)/.exec(version)?.[1]) >= 24)) {
  console.error(`The tests need Node 24 or newer and found ${version || 'none'}: run npm install.`);
  process.exit(1);
}

const checks = CHECKS.map(({ name, command }) => ({ name, passed: run(name, command) }));

const folder = mkdtempSync(join(tmpdir(), 'chaos-lab-test-'));
const file = join(folder, 'vitest.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
const passed = run('tests', ['vitest', 'run', ...reporters, ...process.argv.slice(2)]);
const result = tally(checks, passed, readReport());
rmSync(folder, { recursive: true, force: true });

console.log(`\n${result.lines.join('\n')}`);
process.exitCode = result.exitCode;

function run(name, [command, ...args]) {
  console.log(`\n# ${name}: ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}
