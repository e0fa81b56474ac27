import { appendFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_COLUMNS } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { RunFolderError } from '../../../services/runner/src/errors.ts';
import { writeReport } from '../../../services/runner/src/report/write-report.ts';
import { simulateRun } from '../../support/report/simulated-run.ts';
import { temporaryFolder } from './folder.ts';

const COLUMNS = Object.keys(RUN_COLUMNS).length;

type Damage = (folder: string) => Promise<void>;

const edit =
  (file: string, change: (text: string) => string): Damage =>
  async (folder) => {
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };

async function problemOf(damage: Damage): Promise<string> {
  const folder = join(await temporaryFolder(), 'run');
  await simulateRun(folder, { experiment: { pairs: 5 } });
  await damage(folder);
  const error: unknown = await writeReport(folder).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RunFolderError);
  const { problems, exitCode } = error as RunFolderError;
  expect(exitCode).toBe(2);
  expect(problems).toHaveLength(1);
  return (problems[0] ?? '').replaceAll(folder, 'RUN');
}

describe('a report is refused in one sentence', () => {
  it.each<[string, Damage, string | RegExp]>([
    [
      'of a folder that is not there',
      (folder) => rm(folder, { recursive: true }),
      'there is no run folder RUN',
    ],
    [
      'of a file',
      async (folder) => {
        await rm(folder, { recursive: true });
        await writeFile(folder, 'x');
      },
      'RUN is a file: expected the folder of a run',
    ],
    [
      'of a folder without a manifest',
      (folder) => rm(join(folder, 'manifest.json')),
      'RUN is no run folder, or not whole: it has no manifest.json',
    ],
    [
      'of a folder without its rows',
      (folder) => rm(join(folder, 'results.csv')),
      /^cannot read RUN\/results\.csv: ENOENT/,
    ],
    [
      'of a manifest that was cut',
      (folder) => truncate(join(folder, 'manifest.json'), 100),
      /^RUN\/manifest\.json is cut or no JSON: /,
    ],
    [
      'of a summary with something else in it',
      edit('summary.json', (text) => text.replace(/"runs":\d+/, '"runs":"many"')),
      /^RUN\/summary\.json: .*runs: Invalid input: expected number, received string$/,
    ],
    [
      'of files of two runs',
      edit('summary.json', (text) =>
        text.replace('"experiment_id":"simulated"', '"experiment_id":"other"'),
      ),
      'RUN/summary.json is of the experiment "other", the manifest beside it of "simulated": files of two runs are mixed',
    ],
    [
      'of a table with an unknown column',
      edit('results.csv', (text) => text.replace('verdict', 'opinion')),
      `RUN/results.csv: the header lacks verdict and has the unknown opinion; expected the ${COLUMNS} columns of results.csv of this version`,
    ],
    [
      'of a table of calls with a missing column',
      edit('attempts.csv', (text) => text.replace(',breaker\n', '\n')),
      /^RUN\/attempts\.csv: the header lacks breaker; expected the \d+ columns/,
    ],
    [
      'of an empty table',
      (folder) => truncate(join(folder, 'results.csv'), 0),
      'RUN/results.csv is empty: expected a header line',
    ],
    [
      'of a line with too few values',
      (folder) => appendFile(join(folder, 'results.csv'), 'simulated,x\n'),
      `RUN/results.csv, line 47: 2 values, expected ${COLUMNS}`,
    ],
    [
      'of a value of the wrong kind',
      edit('results.csv', (text) => text.replace(/,verified_success,/, ',splendid,')),
      /^RUN\/results\.csv, line \d+: a value is not of its column's kind/,
    ],
    [
      'of rows that were cut off',
      edit('results.csv', (text) => text.split('\n').slice(0, -10).join('\n')),
      'RUN/results.csv holds 35 runs, summary.json beside it 45: one of them is cut or changed',
    ],
    [
      'of verdicts that were changed',
      edit('results.csv', (text) =>
        text.replace(/(,playbook,.*?),verified_success,/, '$1,false_failure,'),
      ),
      /^RUN\/results\.csv has \d+ × verified_success for .* one of them was changed$/,
    ],
  ])('%s', async (_, damage, message) => {
    const problem = await problemOf(damage);
    if (typeof message === 'string') expect(problem).toBe(message);
    else expect(problem).toMatch(message);
  });
});

describe('a run that was killed in the middle of a line', () => {
  it('has a report that says so and leaves the line out', async () => {
    const folder = await temporaryFolder();
    await simulateRun(folder, { stopAfterPairs: 100 });
    for (const file of ['results.csv', 'attempts.csv']) {
      await appendFile(join(folder, file), 'simulated,simulated-p41@playbook.r0_1,indep');
    }
    await writeReport(folder);
    const markdown = await readFile(join(folder, 'report.md'), 'utf8');
    expect(markdown).toContain(
      'The last line of results.csv was cut in the middle and is left out.',
    );
    expect(markdown).toContain(
      'The last line of attempts.csv was cut in the middle and is left out.',
    );
  }, 120_000);
});
