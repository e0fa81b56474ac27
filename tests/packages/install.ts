import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Runs npm on `node` in `folder`. Throws with its words where it fails. */
function npm(node: string, folder: string, ...args: readonly string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    // With all that says where packages come from, and how to trust it.
    env: { ...process.env, PATH: onNode(node)['PATH'] },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** An environment in which `node` is this one, and nothing of the repository is found by name. */
export function onNode(node: string): NodeJS.ProcessEnv {
  const kept = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((one) => !one.includes('node_modules'));
  const { HOME, TMPDIR } = process.env;
  return { HOME, TMPDIR, PATH: [dirname(node), ...kept].join(delimiter) };
}

/** Makes a project that has nothing but these packages. */
export function install(node: string, folder: string, ...packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  npm(node, folder, 'install', ...packages);
}
