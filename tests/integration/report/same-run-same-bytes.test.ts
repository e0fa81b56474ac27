import { createHash } from 'node:crypto';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeReport } from '../../../services/runner/src/report/write-report.ts';
import { simulateRun } from '../../support/report/simulated-run.ts';
import { temporaryFolder } from './folder.ts';

async function hashes(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const pairs = names.toSorted().map(async (name) => {
    const digest = createHash('sha256')
      .update(await readFile(name))
      .digest('hex');
    return [name.slice(folder.length), digest] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

it('the same run gives the same report, byte by byte; another run gives another', async () => {
  const [one, copy, other] = await Promise.all([1, 2, 3].map(temporaryFolder));
  const folders = [one, copy, other].map((folder) => join(folder ?? '', 'run'));
  const [first = '', second = '', third = ''] = folders;
  await simulateRun(first);
  await cp(first, second, { recursive: true });
  await simulateRun(third, { experiment: { seed: 8 } });
  for (const folder of folders) await writeReport(folder);
  const expected = await hashes(first);
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining([
      '/report.html',
      '/report.md',
      '/plots/success.svg',
      '/plots/success.png',
    ]),
  );
  expect(await hashes(second)).toEqual(expected);
  const different = await hashes(third);
  expect(different['/plots/success.png']).not.toBe(expected['/plots/success.png']);
  expect(different['/report.md']).not.toBe(expected['/report.md']);
}, 120_000);
