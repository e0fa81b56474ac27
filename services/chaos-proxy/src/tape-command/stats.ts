import { UserError } from '@chaos-lab/service-kit';
import { GROUPINGS, GroupedCounts, type Grouping, type TapeStats } from '../tape/stats.ts';
import { type Output, readTapeFile } from './read-tape-file.ts';

export type StatsOptions = { readonly by?: string; readonly json?: boolean };

/** What a recorded tape amounts to, as lines for a person or as JSON. */
export async function stats(
  file: string,
  options: StatsOptions,
  stdout: Output,
  stderr: Output,
): Promise<void> {
  const counts = new GroupedCounts(groupingOf(options.by));
  await readTapeFile(file, stderr, (record) => counts.add(record));
  const all = counts.all.stats();
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ ...all, groups: counts.groups() }, null, 2)}\n`);
    return;
  }
  stdout.write(lines('all', all));
  for (const [name, group] of Object.entries(counts.groups())) stdout.write(lines(name, group));
}

function groupingOf(by: string | undefined): Grouping | undefined {
  const known = GROUPINGS.find((one) => one === by);
  if (by === undefined || known !== undefined) return known;
  throw new UserError(`--by: ${by} is no grouping: expected one of ${GROUPINGS.join(', ')}`, {
    code: 'CONFIG_INVALID',
    exitCode: 2,
  });
}

function lines(name: string, stats: TapeStats): string {
  const { asked, decided, delivered } = stats;
  const verdict = stats.asAsked ? 'as asked' : 'NOT as asked';
  return [
    `${name}: ${stats.decisions} decisions, ${stats.timed} of them timed, ${stats.open} still open`,
    `  asked      ${percent(asked.rate)}  ${asked.faults.toFixed(1)} faults`,
    `  decided    ${percent(decided.rate)}  ${decided.count} (95 %: ${percent(decided.low)} to ${percent(decided.high)}), ${verdict}`,
    `  delivered  ${percent(delivered.rate)}  ${delivered.count} (95 %: ${percent(delivered.low)} to ${percent(delivered.high)})`,
    ...Object.entries(stats.faults).map(([fault, n]) => `    ${fault}: ${n}`),
    ...Object.entries(stats.suppressed).map(([reason, n]) => `  held back: ${reason}: ${n}`),
    '',
  ].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
