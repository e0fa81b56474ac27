import { addressText } from '../hunt/search/address.ts';
import { escapeHtml } from '../report/html/html.ts';
import { type Cell, resultWords } from './cell.ts';
import { cellStory, isBad } from './report-text.ts';

/** The cells as JUnit has them: a suite for each call, a case for each fault. */
export function junit(cells: readonly Cell[], repeat: (cell: Cell) => string): string {
  const suites = Map.groupBy(cells, ({ call }) => addressText(call));
  const body = [...suites].map(([call, ofCall]) => {
    const failures = ofCall.filter(isBad).length;
    const cases = ofCall.map((cell) => caseOf(call, cell, repeat));
    return (
      `<testsuite name="${xmlText(call)}" tests="${ofCall.length}" failures="${failures}">\n` +
      `${cases.join('\n')}\n</testsuite>`
    );
  });
  const failures = cells.filter(isBad).length;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<testsuites name="chaos-lab check" tests="${cells.length}" failures="${failures}">\n` +
    `${body.join('\n')}\n</testsuites>\n`
  );
}

function caseOf(call: string, cell: Cell, repeat: (cell: Cell) => string): string {
  const seconds = (cell.run.end.realMs / 1_000).toFixed(3);
  const head = `<testcase classname="${xmlText(call)}" name="${xmlText(cell.column.title)}" time="${seconds}"`;
  if (!isBad(cell)) return `${head}/>`;
  const message = xmlText(resultWords(cell.result));
  return `${head}><failure message="${message}">${xmlText(cellStory(cell, repeat(cell)))}</failure></testcase>`;
}

/** XML 1.0 has no control characters but tab and line ends, not even escaped. */
export function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  return escapeHtml(text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?'));
}
