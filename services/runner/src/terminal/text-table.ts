export type TableOptions = {
  /** Columns of the terminal; without it nothing is folded. */
  readonly width?: number | undefined;
  /** Leading columns that name a line, and stand in every part of a table that is folded. */
  readonly keys?: number;
};

type Row = readonly string[];

const GAP = '  ';

/**
 * Columns of text, padded; a column of numbers stands to the right. A table that is wider than the
 * terminal is folded into parts one below the other, each with the columns that name its lines.
 */
export function textTable(
  header: Row,
  rows: readonly Row[],
  { width = Number.POSITIVE_INFINITY, keys = 1 }: TableOptions = {},
): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const parts = folded(widths, { width, keys });
  return parts.map((columns) => part(header, rows, columns, widths)).join('\n');
}

/** Which columns each part shows. */
function folded(
  widths: readonly number[],
  { width, keys }: { readonly width: number; readonly keys: number },
): number[][] {
  const names = widths.slice(0, keys).map((_, column) => column);
  const taken = (columns: readonly number[]): number =>
    columns.reduce((sum, column) => sum + (widths[column] ?? 0) + GAP.length, -GAP.length);
  const parts: number[][] = [];
  let current = [...names];
  for (let column = keys; column < widths.length; column += 1) {
    if (current.length > keys && taken([...current, column]) > width) {
      parts.push(current);
      current = [...names];
    }
    current.push(column);
  }
  return [...parts, current];
}

function part(
  header: Row,
  rows: readonly Row[],
  columns: readonly number[],
  widths: readonly number[],
): string {
  const right = columns.map((column) =>
    rows.every((row) => /^[-\d.,%s]*$/.test(row[column] ?? '')),
  );
  const line = (row: Row): string =>
    columns
      .map((column, index) => {
        const cell = row[column] ?? '';
        const width = widths[column] ?? 0;
        return right[index] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  const rule = columns.map((column) => '-'.repeat(widths[column] ?? 0)).join(GAP);
  return `${[line(header), rule, ...rows.map(line)].join('\n')}\n`;
}
