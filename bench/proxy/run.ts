import { parseArgs } from 'node:util';
import { CANDIDATES, NAMES } from './candidates.ts';
import { decisionCost } from './decision.ts';
import { type Started, startScript } from './processes.ts';
import { table, verdicts } from './report.ts';
import { type Measured, type Runner, round } from './rounds.ts';
import { validate } from './validate.ts';

const MOST_FOREIGN = 0.25;
const DECISION_LIMIT = 5;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run bench:proxy -- [--rounds 5] [--seconds 2] [--connections 32] [--only name]',
  );
  process.exit();
}

const open: Started[] = [];
try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  for (const started of open.toReversed()) await started.stop();
}

async function bench(): Promise<boolean> {
  const upstream = keep(await startScript('upstream.ts', []));
  const runners = await startAll(upstream);
  const load = {
    connections: Number(values.connections),
    durationMs: Number(values.seconds) * 1000,
  };
  // The first round warms the compilers and counts for nothing.
  await round(runners, upstream.pid, 0, load);
  const measured = await quietRounds(runners, upstream.pid, load);
  console.log(`\n${table(measured).join('\n')}\n`);
  const judged = verdicts(measured);
  for (const { line } of judged) console.log(line);
  const cost = await decisionCost();
  console.log(`a decision: ${cost.toFixed(2)} µs, at most ${DECISION_LIMIT}: ${met(cost)}`);
  return judged.every((verdict) => verdict.met) && cost < DECISION_LIMIT;
}

async function startAll(upstream: Started): Promise<Runner[]> {
  const runners: Runner[] = [];
  for (const { name, start, missing } of CANDIDATES) {
    if (values.only !== undefined && !values.only.some((part) => name.includes(part))) continue;
    const why = missing?.();
    if (why !== undefined) {
      console.log(`skipped: ${name} (${why})`);
      continue;
    }
    const started = keep(await start(`http://127.0.0.1:${upstream.port}`));
    await validate(name, started.port, upstream.port);
    console.log(`answers as the upstream does: ${name}`);
    runners.push({ name, started });
  }
  if (!runners.some(({ name }) => name === NAMES.calm)) console.log('note: ours is not among them');
  return runners;
}

/** Rounds in which nobody else used the machine; noisy ones only where there are no others. */
async function quietRounds(
  runners: readonly Runner[],
  upstreamPid: number,
  load: { connections: number; durationMs: number },
): Promise<Measured[]> {
  const wanted = Number(values.rounds);
  const quiet: Measured[][] = [];
  const noisy: Measured[][] = [];
  for (let i = 0; quiet.length < wanted && quiet.length + noisy.length < wanted * 2; i += 1) {
    const measured = await round(runners, upstreamPid, i, load);
    const foreign = Math.max(...measured.map((one) => one.foreign));
    (foreign <= MOST_FOREIGN ? quiet : noisy).push(measured);
    console.log(`round ${i + 1}: others used up to ${(foreign * 100).toFixed(0)} % of a core`);
  }
  console.log(`${quiet.length} quiet rounds, ${noisy.length} noisy ones`);
  return (quiet.length >= Math.min(3, wanted) ? quiet : [...quiet, ...noisy]).flat();
}

function keep(started: Started): Started {
  open.push(started);
  return started;
}

function met(cost: number): string {
  return cost < DECISION_LIMIT ? 'met' : 'MISSED';
}
