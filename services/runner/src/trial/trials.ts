import { DEFAULT_ARM, type Naming } from '@chaos-lab/contracts';
import type { Oracle } from '../subject/oracle.ts';
import type { FaultSet } from '../hunt/search/fault-set.ts';
import type { HttpClient } from '../lab/http-client.ts';
import {
  effectsOfSession,
  forgetSession,
  putHypotheses,
  settledRecords,
} from '../lab/hypothesis-admin.ts';
import { putScenario } from '../lab/proxy-admin.ts';
import type { TrialClient } from './client-end.ts';
import type { CalmRun, Observation } from './observation.ts';
import { wireTruth } from './wire-truth.ts';

export type TrialDeps = {
  readonly client: TrialClient;
  /** Traffic port of the proxy. */
  readonly proxyUrl: string;
  readonly proxy: HttpClient;
  /** Null where the wire is all there is to judge by. */
  readonly oracle: Oracle | null;
  /** Begins the name of every session. */
  readonly prefix: string;
  /** Puts the upstream back before each run; then runs must not overlap. */
  readonly reset: ((signal: AbortSignal) => Promise<void>) | null;
  readonly signal: AbortSignal;
};

/** Runs of one client, each a session of its own. */
export type Trials = {
  run(
    set: FaultSet,
    options: { readonly timeoutMs: number; readonly calm: CalmRun },
  ): Promise<Observation>;
  /** Names requests from here on. */
  name(naming: readonly Naming[]): Promise<void>;
};

/** What a run is compared with before there is a calm one. */
export const NO_CALM: CalmRun = {
  requests: Number.POSITIVE_INFINITY,
  calls: new Map(),
  effects: new Map(),
};

export function trials(deps: TrialDeps): Trials {
  const { client, proxy, proxyUrl, oracle, signal } = deps;
  let count = 0;
  return {
    async name(naming) {
      const rules = { name: 'calm', rules: [], revealFaults: false };
      await putScenario(proxy, { ...rules, naming: [...naming] });
    },
    async run(set, { timeoutMs, calm }) {
      count += 1;
      const session = `${deps.prefix}${count}`;
      if (deps.reset !== null) await deps.reset(signal);
      const faults = set.map(({ at, fault }) => ({ ...at, fault }));
      await putHypotheses(proxy, [{ session, faults }]);
      const place = { session, baseUrl: `${proxyUrl}/~${session}` };
      const end = await client.run(place, { timeoutMs, signal });
      const records = await settledRecords(proxy, session, signal);
      const { calls, varying } = await effectsOfSession(proxy, session);
      const [judged] = (await oracle?.judge([{ session, arm: DEFAULT_ARM }])) ?? [];
      await forgetSession(proxy, session);
      const truth = judged ?? wireTruth(calls, calm.effects);
      return { session, set, end, records, calls, varying, truth, calm };
    },
  };
}
