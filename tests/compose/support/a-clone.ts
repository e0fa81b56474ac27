import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, type User } from './engine.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

/**
 * A fresh clone of this repository, with what is not committed yet, that belongs to an ordinary
 * user: to the one who runs the tests, and where that is root, to `uid`. Nothing is prepared in it.
 */
export async function aClone(uid: number): Promise<User> {
  const home = mkdtempSync(join(tmpdir(), 'chaos-lab-stranger-'));
  const folder = join(home, 'chaos-lab');
  await must('git', ['clone', '--quiet', '--no-hardlinks', ROOT, folder], home);
  const { stdout: changes } = await must('git', ['diff', 'HEAD', '--binary'], ROOT);
  if (changes !== '') {
    const patch = join(home, 'changes.patch');
    writeFileSync(patch, changes);
    await must('git', ['apply', '--whitespace=nowarn', patch], folder);
  }
  mkdirSync(join(home, '.docker'));
  const own = process.getuid?.() ?? uid;
  if (own !== 0) return { uid: own, gid: process.getgid?.() ?? own, folder, home };
  await must('chown', ['--recursive', `${uid}:${uid}`, home], home);
  chownSync(home, uid, uid);
  chmodSync(home, 0o755);
  if (existsSync(join(folder, 'runs'))) throw new Error('the clone brings a folder of runs');
  return { uid, gid: uid, folder, home };
}

async function must(command: string, args: readonly string[], cwd: string) {
  const result = await execute(command, args, { cwd });
  if (result.code === 0) return result;
  throw new Error(`${command} ${args.join(' ')}: exit code ${result.code}\n${result.stderr}`);
}
