import type { DecisionRecord, Naming } from '@chaos-lab/contracts';
import { BadInputError } from '../errors.ts';
import { addressText } from '../hunt/search/address.ts';
import { learnedNames } from './learned-names.ts';
import type { CalmRun, Observation } from './observation.ts';
import { standingEffects } from './wire-truth.ts';
import { requireUpstream } from './require-upstream.ts';
import { NO_CALM, type Trials } from './trials.ts';

/** What is known of a client that does its task where nothing goes wrong, and does it the same way twice. */
export type Calm = CalmRun & {
  readonly observations: readonly [Observation, Observation];
  /** How requests were named whose paths differ from run to run. */
  readonly names: readonly Naming[];
  /** Real ms of the slower of two runs. */
  readonly realMs: number;
};

export type CalmOptions = {
  readonly timeoutMs: number;
  /** What the client is called in messages. */
  readonly client: string;
  readonly target: string;
  /** Says where a client that never came to the proxy went instead. */
  readonly whereElse: () => Promise<string>;
};

/**
 * Runs the client twice without any fault, and twice more where their requests differ in ids of their
 * paths, which then get names without them. Throws BadInputError in one sentence where that cannot be
 * the ground for anything: it fails, does not end, never calls, or does something else the second time.
 */
export async function calmRuns(trials: Trials, options: CalmOptions): Promise<Calm> {
  let [first, second] = await twoRuns(trials, options);
  let names: readonly Naming[] = [];
  if (!callsAlike(first, second)) {
    names = learnedNames(first.records, second.records) ?? [];
    if (names.length > 0) {
      await trials.name(names);
      [first, second] = await twoRuns(trials, options);
    }
  }
  if (!callsAlike(first, second)) {
    throw new BadInputError(
      `"${options.client}" does not repeat itself, so that no finding would mean anything: ` +
        `without any fault it made ${callsText(first.records)} and the second time ` +
        callsText(second.records),
    );
  }
  return {
    requests: first.records.length,
    calls: callsOf(first.records),
    effects: standingEffects(first.calls),
    observations: [first, second],
    names,
    realMs: Math.max(first.end.realMs, second.end.realMs),
  };
}

function callsOf(records: readonly DecisionRecord[]): Map<string, number> {
  const calls = new Map<string, number>();
  for (const { operation, call } of records) {
    calls.set(operation, Math.max(call, calls.get(operation) ?? 0));
  }
  return calls;
}

async function twoRuns(trials: Trials, options: CalmOptions): Promise<[Observation, Observation]> {
  return [await calmRun(trials, options), await calmRun(trials, options)];
}

function callsAlike(one: Observation, other: Observation): boolean {
  const [here, there] = [one, other].map(({ records }) => records.map(addressText));
  return here?.join('\n') === there?.join('\n');
}

async function calmRun(trials: Trials, options: CalmOptions): Promise<Observation> {
  const { client, timeoutMs, target } = options;
  const run = await trials.run([], { timeoutMs, calm: NO_CALM });
  const { end, records } = run;
  const said =
    end.output === '' ? 'it printed nothing' : `it printed last: ${lastLines(end.output)}`;
  requireUpstream(run, target);
  if (end.how === 'timeout') {
    throw new BadInputError(
      `"${client}" had not ended after ${timeoutMs / 1_000} s, without any fault and after ` +
        `${counted(records.length, 'call')}; --timeout gives it more; ${said}`,
    );
  }
  if (end.says === 'failure') {
    throw new BadInputError(
      `"${client}" fails without any fault (${end.with}), after ${counted(records.length, 'call')}; ${said}`,
    );
  }
  if (records.length === 0) {
    throw new BadInputError(
      `"${client}" succeeded without one call through the proxy: ${await options.whereElse()}`,
    );
  }
  if (!run.truth.complete) {
    throw new BadInputError(
      `"${client}" says success without any fault, and the oracle says that not all is done`,
    );
  }
  return run;
}

function callsText(records: readonly DecisionRecord[]): string {
  const shown = records.slice(0, 8).map(addressText).join(', ');
  const more = records.length > 8 ? `, and ${records.length - 8} more` : '';
  return records.length === 0 ? 'no call' : `${shown}${more}`;
}

export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const lastLines = (output: string): string => output.split('\n').slice(-3).join(' / ').slice(-400);
