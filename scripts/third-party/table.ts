import { CASES } from './cases.ts';
import { CLIENTS } from './clients.ts';
import type { Measured } from './measure.ts';

export const RESULTS = new URL('../../docs/results/third-party-clients.md', import.meta.url);

/** The page with one table a case. Counts and outcomes only, so that it repeats. */
export function documentOf(measured: readonly Measured[]): string {
  return `${HEAD}\n${CASES.map(({ name, title }) => section(title, rowsOf(measured, name))).join('\n')}`;
}

function rowsOf(measured: readonly Measured[], fault: string): Measured[] {
  return CLIENTS.flatMap(({ name }) =>
    measured.filter((one) => one.fault === fault && one.client === name),
  );
}

function section(title: string, rows: readonly Measured[]): string {
  const cells = rows.map((row) => [
    row.title,
    row.call,
    String(row.calls),
    String(row.upstream),
    row.waiting ?? '-',
    row.outcome,
    verdict(row),
  ]);
  return `## ${title}\n\n${table(COLUMNS, cells)}`;
}

const COLUMNS = ['client', 'call', 'calls', 'upstream', 'wait', 'its user saw', 'by the ledger'];

/** What the ledger makes of the claim. */
function verdict({ effects, outcome }: Measured): string {
  if (effects === null) return '-';
  if (effects > 1) return `**duplicate**: ${effects} effects`;
  if (effects === 1) return outcome === 'ok' ? '1 effect' : '**false failure**: 1 effect';
  return outcome === 'ok' ? '**false success**: no effect' : 'no effect';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

const HEAD = `# What ordinary clients do

Written by \`npm run results:third-party\`; a test measures it again and compares.

Each client is set up as its README says, pointed at the proxy by its base URL and left alone. It
reads a pet (GET) or places an order (POST) in the petstore; the openai SDK asks a local server
that speaks its protocol for a completion. *calls* arrived at the proxy, *upstream* counts those
that the upstream answered, *wait* is what came between two calls at least: nothing, a back-off of
the client's own, or what \`Retry-After\` asked for. The last column is the upstream's own ledger.
`;
