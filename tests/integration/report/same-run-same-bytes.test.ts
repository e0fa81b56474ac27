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

it('the same run gives the same report, picture by picture and byte by byte', async () => {
  const [one, other] = [await temporaryFolder(), await temporaryFolder()];
  await simulateRun(join(one, 'run'));
  await cp(join(one, 'run'), join(other, 'run'), { recursive: true });
  await writeReport(join(one, 'run'));
  await writeReport(join(other, 'run'));
  await writeReport(join(other, 'run'));
  const first = await hashes(join(one, 'run'));
  expect(Object.keys(first)).toEqual(
    expect.arrayContaining([
      '/report.html',
      '/report.md',
      '/plots/success.svg',
      '/plots/success.png',
    ]),
  );
  expect(await hashes(join(other, 'run'))).toEqual(first);
});

it('another run gives another report', async () => {
  const [one, other] = [await temporaryFolder(), await temporaryFolder()];
  await simulateRun(join(one, 'run'));
  await simulateRun(join(other, 'run'), { experiment: { seed: 8 } });
  await writeReport(join(one, 'run'));
  await writeReport(join(other, 'run'));
  const [first, second] = [await hashes(join(one, 'run')), await hashes(join(other, 'run'))];
  expect(second['/plots/success.png']).not.toBe(first['/plots/success.png']);
  expect(second['/report.md']).not.toBe(first['/report.md']);
});
