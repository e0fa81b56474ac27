type Cell = string | number | boolean;

/** Turns rows into CSV lines: fixed columns, one line each, quoted where needed, no formulas. */
export type CsvTable<Column extends string> = {
  readonly header: string;
  lines(rows: readonly Readonly<Record<Column, Cell>>[]): string;
};

/** By hand, since a million rows through a library for every case leave much more garbage behind. */
export function csvTable<Column extends string>(columns: readonly Column[]): CsvTable<Column> {
  return {
    header: `${columns.join(',')}\n`,
    lines(rows) {
      let text = '';
      for (const row of rows) {
        let separator = '';
        for (const column of columns) {
          const cell = row[column];
          text += separator;
          text += typeof cell === 'string' ? escaped(cell) : String(cell);
          separator = ',';
        }
        text += '\n';
      }
      return text;
    },
  };
}

const FORMULA = /^\s*[=+\-@\t]/;
const SPECIAL = /["\r\n,]|^\s*[=+\-@\t]/;

/**
 * What a strange agent sends as a name must not break a line, nor make a spreadsheet compute; a
 * blank before a formula does not keep every spreadsheet from seeing it.
 */
function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  const line = text.replaceAll(/[\r\n]+/g, ' ');
  const inert = FORMULA.test(line) ? `'${line}` : line;
  return /[",]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
