import type { Table } from '../tables/table.ts';
import { type Html, html } from './html.ts';

/** A table that scrolls inside its own box where the screen is narrow. */
function renderTable({ caption, columns, rows }: Table): Html {
  const cell = (value: string, index: number): Html =>
    columns[index]?.align === 'right' ? html`<td class="n">${value}</td>` : html`<td>${value}</td>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ label, align }) => html`<th scope="col"${align === 'right' && html` class="n"`}>${label}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table></div>`;
}

/** Tables behind a fold, for those who want the figures. */
export function folded(summary: string, ...tables: readonly Table[]): Html {
  const filled = tables.filter((table) => table.rows.length > 0);
  if (filled.length === 0) return html``;
  return html`<details><summary>${summary}</summary>${filled.map(renderTable)}</details>`;
}
