import { createReadStream } from 'node:fs';
import { createProgram, UserError } from '@chaos-lab/service-kit';
import { type BadLine, readTape } from './tape/read-tape.ts';
import { GROUPINGS, GroupedCounts, type Grouping, type TapeStats } from './tape/stats.ts';

type Output = { write(chunk: string): unknown };
type Options = { readonly by?: string; readonly json?: boolean };

const PROGRAM = {
  name: 'chaos-proxy',
  description: 'Commands of the chaos proxy that need no proxy running.',
  version: '0.1.0',
};

/** `chaos-proxy tape stats FILE`: what a recorded tape amounts to. Resolves to the exit code. */
export async function tapeCommand(
  argv: readonly string[],
  stdout: Output,
  stderr: Output,
): Promise<number> {
  const program = createProgram(PROGRAM);
  const tape = program.command('tape').description('Look at a recorded tape.');
  tape
    .command('stats')
    .description(
      'The rate asked and the rate delivered, with its 95 % interval, and what was held back.',
    )
    .argument('<file>', 'an NDJSON tape')
    .option('--by <field>', `count each ${GROUPINGS.join(', ')} by itself too`)
    .option('--json', 'print JSON')
    .action((file: string, options: Options) => stats(file, options, stdout, stderr));
  await program.parseAsync([...argv], { from: 'user' });
  return 0;
}

async function stats(
  file: string,
  options: Options,
  stdout: Output,
  stderr: Output,
): Promise<void> {
  const counts = new GroupedCounts(groupingOf(options.by));
  const onBadLine = ({ line, message }: BadLine): void => {
    stderr.write(`chaos-proxy: ${file}:${line}: left out: ${message}\n`);
  };
  try {
    await readTape(createReadStream(file), { onRecord: (record) => counts.add(record), onBadLine });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = `${file} cannot be read: ${reason}`;
    throw new UserError(problem, { code: 'TAPE_UNREADABLE', exitCode: 2, cause: error });
  }
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
