import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_FILE } from '@chaos-lab/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeReport } from '../../../services/runner/src/report/write-report.ts';
import { simulateRun } from '../../support/report/simulated-run.ts';

/** Markup that would run; it has the form of a scenario's name, a program, or a path that was called. */
const PAYLOAD = '</style></script><img src=x onerror=alert(1)>';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  await simulateRun(folder, {
    experiment: {
      pairs: 20,
      aaPairs: 0,
      arms: [
        { name: 'plain', policy: { type: 'none' } },
        { name: 'mine', command: `node agent.mjs ${PAYLOAD}` },
      ],
    },
  });
  // What a program calls, and what its scenario is called, stand in these files as they came.
  const plant = (file: string, word: string): void => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(word);
    writeFileSync(path, text.replaceAll(word, PAYLOAD));
  };
  for (const file of [RUN_FILE.manifest, RUN_FILE.results, RUN_FILE.summary]) {
    plant(file, 'independent-errors');
  }
  for (const file of [RUN_FILE.results, RUN_FILE.attempts]) plant(file, 'place_order');
  await writeReport(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

it('the page of a run shows markup in its data instead of being changed by it', () => {
  const page = read('report.html');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toContain('<img src=x');
  expect(page).not.toContain('</style></script>');
});

it('so does its Markdown, which many viewers render with the markup in it', () => {
  expect(read('report.md')).not.toMatch(/(?<!\\)<img src=x/);
});

it('the planted text is in the data', () => {
  expect(read(RUN_FILE.results)).toContain('<img src=x');
});
