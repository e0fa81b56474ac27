import { stringify } from 'csv-stringify/sync';

type Cell = string | number | boolean;

/** Turns rows into CSV lines: fixed columns, one line each, quoted where needed, no spreadsheet formulas. */
export type CsvTable<Column extends string> = {
  readonly header: string;
  lines(rows: readonly Readonly<Record<Column, Cell>>[]): string;
};

export function csvTable<Column extends string>(columns: readonly Column[]): CsvTable<Column> {
  const options = {
    columns: [...columns],
    escape_formulas: true,
    cast: {
      boolean: (value: boolean) => String(value),
      // What a strange agent sends as a name must not break the rule of one line a row.
      string: oneLine,
    },
  };
  return {
    header: `${columns.join(',')}\n`,
    lines: (rows) => (rows.length === 0 ? '' : stringify([...rows], options)),
  };
}

/** A blank before a formula does not keep every spreadsheet from seeing it. */
function oneLine(value: string): string {
  const line = value.replaceAll(/[\r\n]+/g, ' ');
  return /^\s+[=+\-@]/.test(line) ? `'${line}` : line;
}
