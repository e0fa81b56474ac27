import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PACKAGES = ['contracts', 'service-kit', 'stats', 'openapi'];

/** A block of a guide, with the line above it that says where it goes. */
export type Step = {
  readonly how: 'file' | 'before' | 'after the line' | 'in place of the line';
  readonly path: string;
  readonly anchor: string;
  readonly code: string;
};

const BLOCK =
  /^(?:New file `(\S+)`|In `(\S+)`, (before|after the line|in place of the line) `([^`]+)`):\n\n```ts\n([^]*?)```/gm;

/** The blocks of a guide that change the project, in order. */
export async function stepsOf(guide: string): Promise<Step[]> {
  const text = await readFile(join(ROOT, 'docs/guides', guide), 'utf8');
  return Array.from(text.matchAll(BLOCK), ([, file, path = '', how, anchor = '', code = '']) => ({
    how: file === undefined ? (how as Step['how']) : 'file',
    path: file ?? path,
    anchor,
    code,
  }));
}

/** A copy of one service and what it needs, to which a guide is applied. */
export type Copy = {
  apply(step: Step): Promise<void>;
  /** What the compiler says about the files that were named; empty where all is well. */
  compile(): Promise<string>;
  /** Runs a script there and gives what it printed. */
  probe(script: string): Promise<string>;
  remove(): Promise<void>;
};

/** `files` are what is compiled, with all that they import. */
export async function copyOf(service: string, files: readonly string[]): Promise<Copy> {
  // Inside the project, so that every dependency but our own packages is found in its node_modules.
  const copy = join(ROOT, 'runs', `guide-${service}-${process.pid}-${files.length}`);
  await mkdir(join(copy, 'node_modules/@chaos-lab'), { recursive: true });
  for (const path of [...PACKAGES.map((name) => `packages/${name}`), `services/${service}`]) {
    await cp(join(ROOT, path), join(copy, path), {
      recursive: true,
      filter: (source) => !source.includes('node_modules') && !source.endsWith('.test.ts'),
    });
  }
  for (const name of PACKAGES) {
    await symlink(join(copy, 'packages', name), join(copy, 'node_modules/@chaos-lab', name));
  }
  const config = {
    extends: join(ROOT, 'tsconfig.json'),
    compilerOptions: { incremental: false },
    files,
    include: [],
  };
  await writeFile(join(copy, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  return {
    apply: (step) => apply(copy, step),
    compile: () =>
      run(process.execPath, [tsc, '-p', copy], { cwd: copy }).then(
        () => '',
        (error: { stdout: string }) => error.stdout,
      ),
    async probe(script) {
      const file = join(copy, 'probe.ts');
      await writeFile(file, script);
      return (await run(process.execPath, [file], { cwd: copy })).stdout;
    },
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}

async function apply(copy: string, { how, path, anchor, code }: Step): Promise<void> {
  const file = join(copy, path);
  if (how === 'file') {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
    return;
  }
  const lines = (await readFile(file, 'utf8')).split('\n');
  const at = lines.findIndex((line) =>
    how === 'before' ? line.startsWith(anchor) : line.trim() === anchor,
  );
  expect(at, `"${anchor}" is in ${path}`).toBeGreaterThanOrEqual(0);
  const from = how === 'after the line' ? at + 1 : at;
  const to = how === 'in place of the line' ? at + 1 : from;
  const whole = [...lines.slice(0, from), code.trimEnd(), ...lines.slice(to)];
  await writeFile(file, whole.join('\n'));
}
