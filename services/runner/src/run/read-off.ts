import { drainTapes } from '../lab/proxy-admin.ts';
import { accountOf } from '../summary/tape-account.ts';
import { attemptRows } from './attempt-rows.ts';
import { requirePossible } from './require-possible.ts';
import type { ClaimedPair, ClaimedRun, PairOutput, RunDeps, RunOutput } from './run-output.ts';
import { runRow } from './run-row.ts';

/** How a pair is made again, and how often at most in all. */
export type Again = {
  readonly again: (pair: ClaimedPair) => Promise<ClaimedPair>;
  readonly mostTries: number;
};

/**
 * Joins what clients claim with what tape and oracle hold; both are complete once a run is over. An
 * interrupted experiment still reads off the runs that have ended.
 */
export async function readOff(
  pairs: readonly ClaimedPair[],
  deps: RunDeps,
  { again, mostTries }: Again,
): Promise<PairOutput[]> {
  const outputs = await joined(pairs, deps);
  for (const [index, claimed] of pairs.entries()) {
    const disturbed = outputs[index]?.runs.some(({ row }) => row.disturbed) === true;
    if (!disturbed || claimed.tries >= mostTries || deps.signal.aborted) continue;
    const [output] = await readOff([await again(claimed)], deps, { again, mostTries });
    if (output !== undefined) outputs[index] = output;
  }
  return outputs;
}

async function joined(pairs: readonly ClaimedPair[], deps: RunDeps): Promise<PairOutput[]> {
  const { context, proxy, subject, watch } = deps;
  const identities = pairs.flatMap(({ pair, runs }) =>
    runs.map(({ run }) => ({ session: pair.session, arm: run.wireArm })),
  );
  const [tapes, truths] = await Promise.all([
    drainTapes(proxy, identities),
    subject.oracle.judge(identities),
    watch.look(),
  ]);
  let at = -1;
  const output = ({ pair, tries }: ClaimedPair, claimed: ClaimedRun): RunOutput => {
    at += 1;
    const [tape, truth] = [tapes[at], truths[at]];
    if (tape === undefined || truth === undefined) throw new RangeError(`no answer ${at}`);
    const { run, claim } = claimed;
    const { lines, records } = tape;
    const row = runRow(context, pair, run, {
      ...claimed,
      truth,
      records,
      tries,
      disturbed: isDisturbed(claimed, deps) || accountOf(records).realFailures > 0,
    });
    requirePossible({ row, claim, truth, records });
    return {
      row,
      attempts: attemptRows(pair, run, claim, records),
      tapeLines: lines,
      records,
      printed: claim.outcome === 'success' ? undefined : claim.output,
    };
  };
  return pairs.map((claimed) => ({
    pair: claimed.pair,
    runs: claimed.runs.map((run) => output(claimed, run)),
  }));
}

const isDisturbed = ({ startedAt, endedAt }: ClaimedRun, { watch }: RunDeps): boolean =>
  watch.during(startedAt, endedAt).length > 0;
