import { writeAtomically } from '../run-folder/atomic-file.ts';
import type { Cell } from './cell.ts';
import { checkHtml } from './check-html.ts';
import { checkJson, type CheckResult } from './check-json.ts';
import { checkTable } from './check-table.ts';
import { junit } from './junit.ts';
import { cellStory, isBad, summaryLine } from './report-text.ts';

export type Outputs = {
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly html: string | undefined;
  readonly stdout: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Writes to stdout the table and the stories, or JSON, and the files that were asked for. */
export async function writeResults(result: CheckResult, outputs: Outputs): Promise<void> {
  const { cells, repeat } = result;
  // First of all, so that a disk that is full costs a file and not the result.
  print(result, outputs);
  if (outputs.junit !== undefined) await writeAtomically(outputs.junit, junit(cells, repeat));
  if (outputs.html !== undefined) await writeAtomically(outputs.html, checkHtml(result));
}

function print(result: CheckResult, { json, stdout, env }: Outputs): void {
  const { cells, repeat, oracle } = result;
  if (json) {
    stdout.write(`${JSON.stringify(checkJson(result))}\n`);
    return;
  }
  const colour = stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '';
  stdout.write(`\n${checkTable(cells, { width: widthOf(env), colour })}\n`);
  for (const cell of cells.filter(isBad)) stdout.write(`${told(cell, repeat)}\n\n`);
  stdout.write(`${summaryLine(cells, oracle)}\n`);
}

const told = (cell: Cell, repeat: CheckResult['repeat']): string => cellStory(cell, repeat(cell));

function widthOf(env: Outputs['env']): number | undefined {
  const columns = Number(env['COLUMNS']);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}
