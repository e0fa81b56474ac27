import { describe, expect, test } from 'vitest';
import { contains, type Interval } from '../foundation/interval.ts';
import type { Random } from '../foundation/random.ts';
import { RatioOfSums } from '../online/ratio-of-sums.ts';
import { newcombePaired } from '../paired/newcombe.ts';
import type { PairedTable } from '../paired/paired-table.ts';
import { tangoPaired } from '../paired/tango.ts';
import { wilson } from '../proportions/wilson.ts';
import { COVERAGE_BAND, drawSuccesses, drawTable, simulatedShare } from './coverage.ts';
import { RATES, TRUTHS } from './truths.ts';

const EXPERIMENTS = 2000;
const PAIRS = 1000;
const SEED = 42;

type Covers = (random: Random) => boolean;

function staysInBand(covers: Covers): boolean {
  return contains(COVERAGE_BAND, simulatedShare(EXPERIMENTS, SEED, covers));
}

function ofProportion(interval: (successes: number, n: number) => Interval, p: number): Covers {
  return (random) => contains(interval(drawSuccesses(random, PAIRS, p), PAIRS), p);
}

function ofDifference(
  interval: (table: PairedTable) => Interval,
  truth: (typeof TRUTHS)[number],
): Covers {
  const difference = truth.onlyB - truth.onlyA;
  return (random) => contains(interval(drawTable(random, PAIRS, truth)), difference);
}

describe('over 2,000 experiments of 1,000 pairs a 95 % interval covers the truth', {
  timeout: 60_000,
}, () => {
  test.each(RATES)('Wilson at %d', (p) => {
    expect(staysInBand(ofProportion(wilson, p))).toBe(true);
  });

  test.each(TRUTHS)('Tango at %j', (truth) => {
    expect(staysInBand(ofDifference(tangoPaired, truth))).toBe(true);
  });

  test.each(TRUTHS)('Newcombe at %j', (truth) => {
    expect(staysInBand(ofDifference(newcombePaired, truth))).toBe(true);
  });

  test('retry amplification, whose calls depend on each other within a run', () => {
    const truth = meanCalls(4, 0) / 4;
    const covers: Covers = (random) => {
      const amplification = new RatioOfSums();
      for (let run = 0; run < 300; run += 1) amplification.push(drawCalls(random), 4);
      const ratio = amplification.ratio();
      return ratio !== null && contains(ratio, truth);
    };
    expect(staysInBand(covers)).toBe(true);
  });
});

describe('the check turns red on', { timeout: 60_000 }, () => {
  test.each(RATES)('a Wald interval with too small a z, at %d', (p) => {
    const planted = (successes: number, n: number): Interval => {
      const rate = successes / n;
      const half = 1.6 * Math.sqrt((rate * (1 - rate)) / n);
      return { lower: rate - half, upper: rate + half };
    };
    expect(staysInBand(ofProportion(planted, p))).toBe(false);
  });

  test.each(TRUTHS)('two independent samples where there are pairs, at %j', (truth) => {
    const planted = (table: PairedTable): Interval => {
      const a = wilson(table.both + table.onlyA, PAIRS);
      const b = wilson(table.both + table.onlyB, PAIRS);
      return { lower: b.lower - a.upper, upper: b.upper - a.lower };
    };
    expect(staysInBand(ofDifference(planted, truth))).toBe(false);
  });

  test('an interval of 89 % and one of 99 % that are sold as 95 %', () => {
    const at = (confidence: number): Covers =>
      ofProportion((successes, n) => wilson(successes, n, confidence), 0.2);
    expect(staysInBand(at(0.89))).toBe(false);
    expect(staysInBand(at(0.99))).toBe(false);
  });
});

/** Four calls of which each, retries too, is followed by a retry with probability .2; twelve at most. */
function drawCalls(random: Random): number {
  let calls = 4;
  for (let call = 0; call < calls && calls < 12; call += 1) if (random.next() < 0.2) calls += 1;
  return calls;
}

/** The mean of `drawCalls` by recursion over its states. */
function meanCalls(calls: number, call: number): number {
  if (call === calls || calls === 12) return calls;
  return 0.2 * meanCalls(calls + 1, call + 1) + 0.8 * meanCalls(calls, call + 1);
}
