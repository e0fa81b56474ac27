import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the project, so that every dependency but our own packages is found in its node_modules.
const copy = join(root, 'runs', `guide-${process.pid}`);
const MAP = 'services/chaos-proxy/src/faults/index.ts';

type Step = {
  readonly how: 'file' | 'before' | 'after the line';
  path: string;
  anchor: string;
  code: string;
};

/** The blocks of the guide, each with the line above it that says where it goes. */
async function steps(): Promise<Step[]> {
  const guide = await readFile(join(root, 'docs/guides/add-a-fault.md'), 'utf8');
  const block =
    /^(?:New file `(\S+)`|In `(\S+)`, (before|after the line) `([^`]+)`):\n\n```ts\n([^]*?)```/gm;
  return Array.from(guide.matchAll(block), ([, file, path = '', how, anchor = '', code = '']) => ({
    how: file === undefined ? (how as 'before' | 'after the line') : 'file',
    path: file ?? path,
    anchor,
    code,
  }));
}

async function apply({ how, path, anchor, code }: Step): Promise<void> {
  const file = join(copy, path);
  if (how === 'file') {
    await writeFile(file, code);
    return;
  }
  const lines = (await readFile(file, 'utf8')).split('\n');
  const at = lines.findIndex((line) =>
    how === 'before' ? line.startsWith(anchor) : line.trim() === anchor,
  );
  expect(at, `"${anchor}" is in ${path}`).toBeGreaterThanOrEqual(0);
  const place = how === 'before' ? at : at + 1;
  const whole = [...lines.slice(0, place), code.trimEnd(), ...lines.slice(place)];
  await writeFile(file, whole.join('\n'));
}

async function compile(): Promise<string> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [tsc, '-p', copy], { cwd: copy }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

beforeAll(async () => {
  await mkdir(join(copy, 'node_modules/@chaos-lab'), { recursive: true });
  for (const path of ['packages/contracts', 'packages/service-kit', 'services/chaos-proxy']) {
    await cp(join(root, path), join(copy, path), {
      recursive: true,
      filter: (source) => !source.includes('node_modules') && !source.endsWith('.test.ts'),
    });
  }
  for (const name of ['contracts', 'service-kit']) {
    await symlink(join(copy, 'packages', name), join(copy, 'node_modules/@chaos-lab', name));
  }
  await cp(join(root, 'tests/support'), join(copy, 'tests/support'), { recursive: true });
  const base = join(root, 'tsconfig.json');
  const config = {
    extends: base,
    compilerOptions: { incremental: false },
    files: [MAP],
    include: [],
  };
  await writeFile(join(copy, 'tsconfig.json'), JSON.stringify(config));
}, 60_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

test('the guide is complete, and the map does not compile without its line', async () => {
  const all = await steps();
  expect(all).toHaveLength(7);
  const inMap = all.filter(({ path }) => path === MAP);
  for (const step of all.filter((one) => !inMap.includes(one))) await apply(step);
  expect(await compile()).toMatch(/Property '.redirect-loop.' is missing/);
  for (const step of inMap) await apply(step);
  expect(await compile()).toBe('');

  const probe = join(copy, 'tests/probe.ts');
  await mkdir(dirname(probe), { recursive: true });
  await writeFile(probe, PROBE);
  const { stdout } = await run(process.execPath, [probe], { cwd: copy });
  const [before = '', after = ''] = JSON.parse(stdout) as string[];
  expect(before).toMatch(/^0 fin HTTP\/1\.1 302 Found\r\nLocation: \.\r\nContent-Length: 0\r\n/);
  expect(after).toMatch(/^1 fin HTTP\/1\.1 302 Found\r\nLocation: \.\r\n/);
}, 180_000);

const PROBE = `
import { rawExchange, request } from './support/raw-client.ts';
import { startUpstream } from './support/upstream.ts';
import { startWireProxy } from './support/wire-proxy.ts';
const results = [];
for (const phase of ['before', 'after']) {
  const upstream = await startUpstream();
  const fault = { kind: 'redirect-loop', phase } as const;
  const proxy = await startWireProxy({ target: upstream.url, fault: fault as never });
  const asked = request('GET /a/b HTTP/1.1', ['Connection: close']);
  const { text, ended } = await rawExchange(proxy.port, asked);
  results.push([upstream.seen.length, ended, text].join(' '));
  await proxy.close();
  await upstream.close();
}
console.log(JSON.stringify(results));
`;
