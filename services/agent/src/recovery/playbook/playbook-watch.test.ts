import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchPlaybooks } from './playbook-watch.ts';

const STOP = '{"default": {"strategy": "fail_fast"}}';

function watched(files: (folder: string) => string[] = () => []) {
  const folder = mkdtempSync(join(tmpdir(), 'playbook-watch-'));
  const seen: string[] = [];
  const single = files(folder);
  const end = watchPlaybooks({
    folders: single.length === 0 ? [folder] : [],
    files: single,
    onLoaded: ({ name }) => seen.push(`loaded ${name}`),
    onRefused: ({ issues }) => seen.push(`refused ${issues[0]?.path}`),
  });
  onTestFinished(end);
  return { seen, write: (name: string, text: string) => writeFileSync(join(folder, name), text) };
}

test('a new or changed file is read, a broken one is refused with the reason', async () => {
  const { seen, write } = watched();
  write('a.json', STOP);
  await expect.poll(() => seen).toEqual(['loaded a']);
  write('a.json', '{"default": {"strategy": "pray"}}');
  await expect.poll(() => seen.at(-1)).toBe('refused $.default.strategy');
  write('a.json', STOP);
  await expect.poll(() => seen.at(-1)).toBe('loaded a');
});

test('beside a single file nothing else is read', async () => {
  const { seen, write } = watched((folder) => [join(folder, 'mine.json')]);
  write('other.json', STOP);
  write('mine.json', STOP);
  await expect.poll(() => seen).toEqual(['loaded mine']);
});

test('a link that is swapped for all files at once, as a mounted ConfigMap does it', async () => {
  const mounted = mkdtempSync(join(tmpdir(), 'playbook-mount-'));
  const put = (version: string, text: string): void => {
    mkdirSync(join(mounted, version));
    writeFileSync(join(mounted, version, 'a.json'), text);
    symlinkSync(version, join(mounted, 'data.new'));
    renameSync(join(mounted, 'data.new'), join(mounted, '..data'));
  };
  put('..1', STOP);
  symlinkSync('..data/a.json', join(mounted, 'a.json'));
  const versions: string[] = [];
  const end = watchPlaybooks({
    folders: [mounted],
    files: [],
    onLoaded: ({ text }) => versions.push(text),
    onRefused: () => versions.push('refused'),
  });
  onTestFinished(end);
  const changed = '{"default": {"strategy": "retry_immediately"}}';
  put('..2', changed);
  await expect.poll(() => versions.at(-1)).toBe(changed);
});
