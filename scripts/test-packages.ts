// Packs every package, looks at each with publint and arethetypeswrong, installs each into an empty
// folder under Node 20, 22, 24 and 26, runs its first minute there, and the petstore in a page:
// `npm run test:packages`, or `npm run test:packages -- 22 26`. Needs a package registry.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRST_MINUTES } from '../tests/packages/first-minutes/index.ts';
import { install, onNode } from '../tests/packages/install.ts';
import { petstoreInPage } from '../tests/packages/petstore-in-page.ts';
import { pack } from './pack/pack.ts';
import { PACKAGES } from './pack/packages/index.ts';
import { ROOT } from './pack/places.ts';

const NODES: Readonly<Record<string, string>> = {
  20: '20.20.2',
  22: '22.23.5',
  24: '24.21.0',
  26: '26.12.1',
};
const asked = process.argv.slice(2);
const unknown = asked.find((one) => NODES[one] === undefined);
if (unknown !== undefined) {
  console.error(`${unknown} is no Node of this test: expected ${Object.keys(NODES).join(', ')}`);
  process.exit(2);
}
let failures = 0;
const report = (what: string, problem: string | undefined): void => {
  console.log(problem === undefined ? `ok      ${what}` : `FAILED  ${what}\n${problem}`);
  if (problem !== undefined) failures += 1;
};

const folder = mkdtempSync(join(tmpdir(), 'chaos-lab-packages-'));
try {
  const tarballs = new Map<string, string>();
  for (const described of PACKAGES) {
    const { name, exports } = described;
    const file = await pack(described, folder);
    tarballs.set(name, file);
    console.log(`${name}: ${Math.ceil(statSync(file).size / 1024)} KiB packed`);
    report(`${name}: publint`, run('publint', ['run', file, '--strict']));
    if (Object.keys(exports).length === 0) continue;
    report(
      `${name}: arethetypeswrong`,
      run('attw', [
        file,
        '--profile',
        'esm-only',
        '--no-emoji',
        '--exclude-entrypoints',
        './package.json',
      ]),
    );
  }
  for (const major of asked.length > 0 ? asked : Object.keys(NODES)) onOneNode(major, tarballs);
  report(
    '@chaos-lab/petstore in a page',
    await petstoreInPage(folder, tarballs.get('@chaos-lab/petstore')),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? 'every package is in order' : `${failures} checks failed`);
process.exitCode = failures === 0 ? 0 : 1;

/** What a tool of the repository complains of; undefined where it is content. */
function run(tool: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(join(ROOT, 'node_modules/.bin', tool), args, {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `${error?.message ?? ''}${stdout}${stderr}`;
}

function onOneNode(major: string, tarballs: ReadonlyMap<string, string>): void {
  const home = join(folder, `node-${major}`);
  const name = `node-${process.platform}-${process.arch}`;
  install(process.execPath, home, `${name}@${NODES[major]}`);
  const node = join(home, 'node_modules', name, 'bin', 'node');
  for (const [id, tarball] of tarballs) {
    const minute = FIRST_MINUTES[id];
    if (minute === undefined) {
      report(`${id}: first minute`, 'there is none: add it to tests/packages/first-minutes');
      continue;
    }
    const project = join(folder, `${id.replace('/', '-')}-on-${major}`);
    install(node, project, tarball);
    copyFileSync(minute.program, join(project, 'first-minute.mjs'));
    const { stdout, stderr } = spawnSync(node, ['first-minute.mjs'], {
      cwd: project,
      env: onNode(node),
      encoding: 'utf8',
      timeout: 120_000,
    });
    const fits = minute.prints.test(stdout);
    const expected = !minute.notOn.includes(Number(major));
    const what = `${id} on Node ${NODES[major]}${expected ? '' : ' is refused'}`;
    report(what, fits === expected ? undefined : `${stdout}${stderr}`);
    rmSync(project, { recursive: true, force: true });
  }
}
