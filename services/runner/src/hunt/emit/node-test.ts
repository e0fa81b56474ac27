import { commented, type Emission, type Emitter } from './emitted.ts';

/** The body of a test in JavaScript, whoever runs it. */
export function javascript({ file, story, launcher }: Emission, imports: string): string {
  return `// Fails until the client is mended.
${commented('//', [file.cause, ...story])}
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
${imports}

const finding = fileURLToPath(new URL('finding.json', import.meta.url));
const [program, ...args] = process.env.CHAOS_LAB?.split(' ') ?? ['node', ${JSON.stringify(launcher)}];

test(${JSON.stringify(file.cause)}, () => {
  const run = spawnSync(program, [...args, 'hunt', '--verify', finding], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stdout + run.stderr);
});
`;
}

export const nodeTest: Emitter = {
  name: 'finding.test.mjs',
  write: (from) => javascript(from, "import { test } from 'node:test';"),
};
