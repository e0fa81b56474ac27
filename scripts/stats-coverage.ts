// How often intervals cover the truth and tests find what is not there, over simulated experiments:
// npm run stats:coverage -- [EXPERIMENTS] [SEED]
import { contains, type Interval } from '../packages/stats/src/foundation/interval.ts';
import type { Random } from '../packages/stats/src/foundation/random.ts';
import {
  drawSuccesses,
  drawTable,
  simulatedShare,
} from '../packages/stats/src/coverage/coverage.ts';
import { RATES, TRUTHS } from '../packages/stats/src/coverage/truths.ts';
import { mcnemarP } from '../packages/stats/src/paired/mcnemar.ts';
import { newcombePaired } from '../packages/stats/src/paired/newcombe.ts';
import type { PairedTable } from '../packages/stats/src/paired/paired-table.ts';
import { tangoPaired } from '../packages/stats/src/paired/tango.ts';
import { clopperPearson } from '../packages/stats/src/proportions/clopper-pearson.ts';
import { auditFaultRate } from '../packages/stats/src/proportions/fault-rate-audit.ts';
import { wilson } from '../packages/stats/src/proportions/wilson.ts';
import { zeroEventBound } from '../packages/stats/src/proportions/zero-events.ts';
import { EProcess } from '../packages/stats/src/sequential/e-process.ts';

const experiments = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 42);
const PAIRS = 1000;

type Holds = (random: Random) => boolean;

const say = (what: string, wanted: string, holds: Holds): void => {
  const share = simulatedShare(experiments, seed, holds);
  const error = Math.sqrt((share * (1 - share)) / experiments);
  console.log(
    `| ${what} | ${wanted} | ${(100 * share).toFixed(2)}% | ${(100 * error).toFixed(2)} |`,
  );
};

const ofShare =
  (interval: (successes: number, n: number) => Interval, p: number): Holds =>
  (random) =>
    contains(interval(drawSuccesses(random, PAIRS, p), PAIRS), p);
const ofDifference =
  (interval: (table: PairedTable) => Interval, truth: (typeof TRUTHS)[number]): Holds =>
  (random) =>
    contains(interval(drawTable(random, PAIRS, truth)), truth.onlyB - truth.onlyA);

console.log(`${experiments} experiments of ${PAIRS} pairs, seed ${seed}\n`);
console.log('| what | wanted | seen | standard error, points |');
console.log('|---|---|---|---|');
for (const p of RATES) {
  say(`Wilson covers ${p}`, '95 %', ofShare(wilson, p));
  say(`Clopper-Pearson covers ${p}`, 'at least 95 %', ofShare(clopperPearson, p));
}
for (const truth of TRUTHS) {
  const name = `both ${truth.both}, only A ${truth.onlyA}, only B ${truth.onlyB}`;
  say(`Tango covers the difference (${name})`, '95 %', ofDifference(tangoPaired, truth));
  say(`Newcombe covers the difference (${name})`, '95 %', ofDifference(newcombePaired, truth));
}
for (const discordant of [0.05, 0.2, 0.4]) {
  const truth = { both: 0.5, onlyA: discordant / 2, onlyB: discordant / 2 };
  say(`McNemar mid-p rejects equal arms, ${discordant} discordant`, 'at most 5 %', (random) => {
    const { onlyA, onlyB } = drawTable(random, PAIRS, truth);
    return mcnemarP(onlyA, onlyB, 'mid-p') <= 0.05;
  });
}
say(
  'e-process rejects equal arms, looked at after each of 300 discordant pairs',
  'at most 5 %',
  (random) => {
    const process = new EProcess();
    for (let pair = 0; pair < 300; pair += 1) {
      const won = random.next() < 0.5;
      process.observe(!won, won);
      if (process.p <= 0.05) return true;
    }
    return false;
  },
);
for (const rate of [0.05, 0.2, 0.3]) {
  say(`audit fails honest faults at ${rate}, 4,000 calls, level .01`, 'at most 1 %', (random) => {
    const faults = drawSuccesses(random, 4000, rate);
    return !auditFaultRate({ faults, calls: 4000 }, rate).passed;
  });
  say(`audit finds 80 % of the faults delivered at ${rate}, 4,000 calls`, 'often', (random) => {
    const faults = drawSuccesses(random, 4000, 0.8 * rate);
    return !auditFaultRate({ faults, calls: 4000 }, rate).passed;
  });
}
say('bound after no event covers 0.003, 1,000 runs', 'at least 95 %', (random) => {
  return drawSuccesses(random, PAIRS, 0.003) > 0 || zeroEventBound(PAIRS) >= 0.003;
});
