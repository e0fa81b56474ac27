import { createProgram } from '@chaos-lab/service-kit';
import { TAPE_FORMATS } from '../tape/formats/index.ts';
import { GROUPINGS } from '../tape/stats.ts';
import { type ExportOptions, exportTape } from './export.ts';
import type { Output } from './read-tape-file.ts';
import { stats, type StatsOptions } from './stats.ts';

const PROGRAM = {
  name: 'chaos-proxy',
  description: 'Commands of the chaos proxy that need no proxy running.',
  version: '0.1.0',
};

/** `chaos-proxy tape ...`: what can be done with a recorded tape. Resolves to the exit code. */
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
    .action((file: string, options: StatsOptions) => stats(file, options, stdout, stderr));
  tape
    .command('export')
    .description('The tape in the format of another tool, on stdout.')
    .argument('<file>', 'an NDJSON tape')
    .option('--as <format>', formatHelp())
    .option('--session <name>', 'only the records of this session')
    .option('--arm <name>', 'only the records of this arm')
    .option('--base-url <url>', 'put before each path, since a tape holds paths only')
    .action((file: string, options: ExportOptions) => exportTape(file, options, stdout, stderr));
  await program.parseAsync([...argv], { from: 'user' });
  return 0;
}

function formatHelp(): string {
  return Object.entries(TAPE_FORMATS)
    .map(([name, { describe }]) => `${name}: ${describe}`)
    .join('; ');
}
