import { promised, securityTest } from '../mutation.ts';

const FORGE = securityTest('names-forge-nothing');
const REPORTS = securityTest('reports-run-nothing');
const CSV = 'services/runner/src/run-folder/csv-table.ts';

export const OUTPUTS = [
  ...promised('Cells of `results.csv`', [
    {
      without: 'a sign before a formula',
      file: CSV,
      search: 'FORMULA.test(line) ?',
      replace: 'FORMULA.test("") ?',
      test: FORGE,
      named: 'is no formula of a spreadsheet',
    },
    {
      without: 'one line for each row',
      file: CSV,
      search: "text.replaceAll(/[\\r\\n]+/g, ' ')",
      replace: 'text',
      test: FORGE,
      named: 'holds no line break',
    },
  ]),
  ...promised('A report shows markup', [
    {
      without: 'escaping HTML',
      file: 'services/runner/src/report/html/html.ts',
      search: 'return text.replaceAll(/[&<>"\']/g, (sign) => ESCAPES[sign] ?? sign);',
      replace: 'return text + (ESCAPES[text] ?? "");',
      test: REPORTS,
      named: 'the page of a run shows markup',
    },
    {
      without: 'escaping markup in Markdown',
      file: 'services/runner/src/report/markdown/escape.ts',
      search: "(sign === '<' ? '&lt;' : `\\\\${sign}`)",
      replace: 'sign',
      test: REPORTS,
      named: 'so does its Markdown',
    },
  ]),
];
