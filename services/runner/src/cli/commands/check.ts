import { attachSettings, defineSettings, value } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import { callNamed } from '../../check/call-named.ts';
import type { Cell } from '../../check/cell.ts';
import { columnNamed, columnsOf } from '../../check/column.ts';
import { isBad } from '../../check/report-text.ts';
import { callsOf, runCheck } from '../../check/run-check.ts';
import { writeResults } from '../../check/write-results.ts';
import { BadInputError, EXIT } from '../../errors.ts';
import { addressText } from '../../hunt/search/address.ts';
import { oracleNamed } from '../../subject/oracles/index.ts';
import { commandLine } from '../../terminal/shell-words.ts';
import { openBench } from '../../trial/bench.ts';
import { type Calm, calmRuns, counted } from '../../trial/calm.ts';
import { judgedInvariants, oracleWords } from '../../trial/judged-invariants.ts';
import { whereElse } from '../../trial/where-else.ts';
import { type CliContext, type Register, settingsOf } from '../context.ts';
import { together } from '../together.ts';
import { trialClient } from '../trial-client.ts';
import { envOf, envOption, TRIAL } from '../trial-settings.ts';
import { trialTimes } from '../trial-times.ts';

const SETTINGS = {
  ...TRIAL,
  target: { ...TRIAL.target, required: true as const },
  ...defineSettings({
    parallel: {
      flag: 'parallel',
      schema: value.integer({ min: 1, max: 1_024, noun: 'a number of runs' }),
      default: 1,
      placeholder: 'number',
      describe: 'runs at once, where the command can run several times at the same time',
    },
    only: {
      flag: 'only',
      schema: value.text(),
      placeholder: 'fault at call',
      describe: 'one cell of the table, such as "reset@after at POST /orders"',
    },
    json: {
      kind: 'switch',
      flag: 'json',
      default: false,
      describe: 'the result as JSON on stdout',
    },
    junit: {
      flag: 'junit',
      schema: value.text(),
      placeholder: 'file',
      describe: 'write the result as JUnit XML too',
    },
    html: {
      flag: 'html',
      schema: value.text(),
      placeholder: 'file',
      describe: 'write the result as a page too',
    },
  }),
};

/** `chaos-lab check --target URL -- COMMAND`: every call of the command with every fault, one at a time. */
export const check: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('check')
      .usage('--target <url> [options] -- <command...>')
      .description('Find the fault that makes a client write twice, lie or hang: call by call')
      .addOption(envOption()),
    SETTINGS,
  );
  command.action(() => {
    choose((context) => checkCommand(command, context), { command: true });
  });
};

async function checkCommand(command: Command, context: CliContext): Promise<number> {
  const { env, host, interrupt } = context;
  const settings = settingsOf(command, SETTINGS, context);
  const { target } = settings;
  const { behindDashes: words } = context;
  const { killGroup } = host;
  const oracle = oracleNamed(settings.oracle, { env, killGroup, signal: interrupt.signal });
  const [client, { only, columns }] = together(
    () => trialClient({ ...settings, words, variables: envOf(command) }, context),
    () => asked(settings),
  );
  const parallel = settings.reset === undefined ? settings.parallel : 1;
  const times = trialTimes(settings.timeout);
  const bench = await openBench({
    target,
    openapi: settings.openapi,
    client,
    oracle,
    reset: settings.reset,
    parallel,
    env,
    killGroup,
    interrupt,
  });
  try {
    const calm = await calmRuns(bench.trials, {
      client: client.text,
      target,
      timeoutMs: times.calmMs,
      whereElse: () => whereElse({ proxyUrl: bench.proxy.url, host, env, words: words ?? [] }),
    });
    introduce(calm, only, columns.length, context);
    const cells = await runCheck({
      trials: bench.trials,
      target: settings.target,
      calm,
      columns,
      only: only?.at,
      invariants: judgedInvariants(settings.invariants, oracle),
      timeoutMs: times.faultyMs(calm.realMs),
      parallel,
      onCell: () => {},
    });
    const repeat = (cell: Cell): string => repeatCommand(cell, context);
    const result = {
      cells,
      repeat,
      calm,
      target,
      client: client.text,
      oracle: oracleWords(oracle),
    };
    await writeResults(result, { ...settings, stdout: context.stdout, env });
    return cells.some(isBad) ? EXIT.hypothesisFailed : EXIT.ok;
  } finally {
    await client.close();
    await bench.stop();
  }
}

function asked({
  only: text,
  faults = [],
}: {
  readonly only: string | undefined;
  readonly faults?: readonly string[] | undefined;
}) {
  const only = text === undefined ? undefined : callNamed(text);
  return { only, columns: only === undefined ? columnsOf(faults) : [columnNamed(only.fault)] };
}

/** Says what the calm runs were and what comes now; refuses a call that they do not make. */
function introduce(
  calm: Calm,
  only: ReturnType<typeof callNamed> | undefined,
  faults: number,
  { stderr }: CliContext,
): void {
  const calls = callsOf(calm, only?.at);
  if (calls.length === 0 && only !== undefined) {
    const known = callsOf(calm, undefined).map(addressText).join(', ');
    throw new BadInputError(`--only: no call ${addressText(only.at)}: the client makes ${known}`);
  }
  for (const { operation } of calm.names) {
    stderr.write(`named by what does not change: ${operation}\n`);
  }
  stderr.write(
    `without faults: ${counted(calm.requests, 'request')} in ${(calm.realMs / 1_000).toFixed(1)} s; ` +
      `${counted(calls.length, 'call')} x ${counted(faults, 'fault')}\n`,
  );
}

/** The command line at hand with this cell alone. */
function repeatCommand({ call, column }: Cell, { argv, behindDashes }: CliContext): string {
  const at = argv.indexOf('--');
  const own = withoutOutputs(at < 0 ? argv : argv.slice(0, at));
  const only = `--only=${column.name} at ${addressText(call)}`;
  const client = behindDashes === undefined ? [] : ['--', ...behindDashes];
  return commandLine(['chaos-lab', ...own, only, ...client]);
}

/** Flags that say where the result goes have no part in what is run. */
function withoutOutputs(argv: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (/^--(?:junit|html|only|faults)$/.test(word)) {
      while (argv[index + 1]?.startsWith('-') === false) index += 1;
    } else if (!/^--(?:junit|html|only|json|faults)\b/.test(word)) {
      kept.push(word);
    }
  }
  return kept;
}
