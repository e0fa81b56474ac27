import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../run-folder/atomic-file.ts';
import { messageOf, OutputError } from '../errors.ts';
import { chartsOf } from './charts/all-charts.ts';
import { type Chart, PLACES } from './charts/chart.ts';
import { renderPng } from './charts/png.ts';
import { renderSvg } from './charts/render.ts';
import { inlineSvg } from './charts/themed-svg.ts';
import { findingsOf } from './findings/all-findings.ts';
import type { DrawnChart } from './html/figure.ts';
import { Html } from './html/html.ts';
import { page } from './html/page.ts';
import { markdown } from './markdown/markdown.ts';
import { buildModel } from './model/build-model.ts';
import { readRunDocuments } from '../run-folder/documents.ts';

/** The report of a run, and every file of it. */
export type WrittenReport = {
  readonly html: string;
  readonly files: readonly string[];
  /** The sentence on top of the report. */
  readonly headline: string;
};

/**
 * Writes `report.html`, `report.md` and `plots/*.svg` and `*.png` into the folder of a run. The same
 * folder gives the same bytes. Throws RunFolderError where it is no whole run, OutputError where it
 * cannot be written to.
 */
export async function writeReport(folder: string): Promise<WrittenReport> {
  const model = await buildModel(folder, await readRunDocuments(folder));
  const findings = findingsOf(model);
  const charts = chartsOf(model);
  await makeFolder(join(folder, 'plots'));
  const files: string[] = [];
  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await writeAtomically(join(folder, name), content);
    files.push(join(folder, name));
  };
  const drawn = new Map<string, DrawnChart>();
  for (const chart of charts) {
    const svg = await renderSvg(chart.spec(PLACES.file));
    await write(`plots/${chart.id}.svg`, svg);
    await write(`plots/${chart.id}.png`, renderPng(svg));
    drawn.set(chart.id, await draw(chart));
  }
  await write('report.md', markdown(model, findings, charts));
  await write('report.html', page(model, findings, drawn));
  return { html: join(folder, 'report.html'), files, headline: findings.title.headline };
}

async function draw(chart: Chart): Promise<DrawnChart> {
  const { id, title, description } = chart;
  const inline = async (kind: 'wide' | 'narrow'): Promise<Html> => {
    const svg = await renderSvg(chart.spec(PLACES[kind]));
    return new Html(inlineSvg(svg, { id: `${id}-${kind}`, title, description }));
  };
  return { id, title, description, wide: await inline('wide'), narrow: await inline('narrow') };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new OutputError(`cannot make the folder ${path}: ${messageOf(error)}`, error);
  }
}
