import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';

/**
 * A copy of the sources in a folder of its own, to break things in. Packages are linked, not copied;
 * the workspaces among them lead into the copy, so that what is broken there is what the tests see.
 */
export function scratchCopy(root: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'chaos-lab-mutations-'));
  const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  for (const file of files.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(root, file), join(path, file));
  }
  linkPackages(root, path);
  for (const folder of ['packages', 'services']) {
    for (const workspace of readdirSync(join(path, folder))) {
      linkPackages(join(root, folder, workspace), join(path, folder, workspace));
    }
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What the tools write beside the packages stays out, so that no copy sees another's. */
const isPackage = (name: string): boolean => name === '.bin' || !name.startsWith('.');

function linkPackages(from: string, to: string): void {
  const source = join(from, 'node_modules');
  for (const name of namesIn(source).filter(isPackage)) {
    mkdirSync(join(to, 'node_modules'), { recursive: true });
    const target = join(to, 'node_modules', name);
    if (name !== '@chaos-lab') symlinkSync(join(source, name), target);
    // The links to the workspaces are relative and lead into whatever tree they stand in.
    else cpSync(join(source, name), target, { recursive: true, verbatimSymlinks: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
