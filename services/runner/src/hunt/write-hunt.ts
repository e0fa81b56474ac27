import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Naming } from '@chaos-lab/contracts';
import { folded } from '../check/report-text.ts';
import { writeAtomically, writeJson } from '../run-folder/atomic-file.ts';
import { story } from '../trial/story.ts';
import { EMITTERS } from './emit/index.ts';
import type { FindingFile } from './finding-file.ts';
import type { Finding } from './findings.ts';
import { huntHtml } from './hunt-html.ts';
import type { HuntReport } from './hunt-report.ts';
import { huntMarkdown } from './report-markdown.ts';

/** Files of a hunt, in its folder. */
export const HUNT_FILE = {
  journal: 'journal.ndjson',
  frontier: (size: number): string => `frontier-${size}.ndjson`,
  page: 'hunt.html',
  report: 'report.md',
  certificate: 'certificate.json',
  finding: (number: number): string => join('findings', String(number)),
} as const;

export type Writing = {
  readonly folder: string;
  readonly names: readonly Naming[];
  readonly launcher: string;
  readonly fileOf: (finding: Finding) => FindingFile;
};

/** Writes page, report, certificate and a folder for each finding; gives their paths. */
export async function writeHunt(
  report: HuntReport,
  { folder, names, launcher, fileOf }: Writing,
): Promise<string[]> {
  const written: string[] = [];
  const put = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name);
    await writeAtomically(path, text);
    written.push(path);
  };
  await put(HUNT_FILE.page, huntHtml(report));
  await put(HUNT_FILE.report, huntMarkdown(report));
  if (report.certificate !== null) {
    const path = join(folder, HUNT_FILE.certificate);
    await writeJson(path, report.certificate);
    written.push(path);
  }
  for (const [index, finding] of report.findings.entries()) {
    const own = HUNT_FILE.finding(index + 1);
    mkdirSync(join(folder, own), { recursive: true });
    const { records } = finding.run;
    const emission = {
      file: fileOf(finding),
      story: folded(story(finding.run)),
      records,
      names,
      launcher,
    };
    for (const { name, write } of EMITTERS) await put(join(own, name), write(emission));
  }
  return written;
}
