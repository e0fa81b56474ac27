import { createServer } from 'node:http';
import {
  type DecisionRecord,
  decisionRecordSchema,
  type ScenarioInput,
} from '@chaos-lab/contracts';
import { createRegistry, listen, systemClock, watchProcess } from '@chaos-lab/service-kit';
import {
  type App,
  type AppDeps,
  createApp,
  createForwarder,
  createTrafficServer,
  NO_DOCUMENT,
  parseScenario,
  targetOf,
} from '../../services/chaos-proxy/src/index.ts';
import { stop } from './upstream.ts';

export type ChaosProxy = App & {
  /** Base URL of the traffic port. */
  readonly url: string;
  /** Base URL of the control plane. */
  readonly adminUrl: string;
  readonly unexpected: unknown[];
  readonly close: () => Promise<void>;
};

/** A whole chaos proxy in this process, both ports free ones. */
export async function startChaosProxy(
  target: string,
  scenario: ScenarioInput,
  deps: Partial<AppDeps> = {},
): Promise<ChaosProxy> {
  const unexpected: unknown[] = [];
  const forwarder = createForwarder(targetOf(new URL(target)));
  let ids = 0;
  const app = createApp({
    scenario: parseScenario(JSON.stringify(scenario)),
    defaults: { seed: 42, timeScale: 1 },
    operations: NO_DOCUMENT,
    forwarder,
    headers: { labUpstream: true, xForwarded: false },
    admin: { host: '127.0.0.1' },
    registry: createRegistry('chaos-proxy'),
    process: watchProcess('chaos-proxy', {}, {}),
    maxSessions: 1_000,
    maxHeld: 100,
    tapeBounds: { perSession: 10_000, total: 100_000 },
    run: 'test',
    clock: systemClock,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    nextId: () => `t-${(ids += 1)}`,
    onSettled: () => {},
    onUnexpected: (error) => unexpected.push(error),
    ...deps,
  });
  const traffic = createTrafficServer(app.traffic);
  const admin = createServer(app.admin);
  const { url } = await listen(traffic, { port: 0, host: '127.0.0.1', name: 'traffic' });
  const { url: adminUrl } = await listen(admin, { port: 0, host: '127.0.0.1', name: 'admin' });
  const close = async (): Promise<void> => {
    await Promise.all([stop(traffic), stop(admin)]);
    await forwarder.close();
  };
  return { ...app, url, adminUrl, unexpected, close };
}

/** The records of an NDJSON text, each checked against the contract. */
export function recordsOf(ndjson: string): DecisionRecord[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => decisionRecordSchema.parse(JSON.parse(line)));
}
