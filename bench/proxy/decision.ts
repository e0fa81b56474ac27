import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createRegistry, systemClock } from '@chaos-lab/service-kit';
import {
  createApp,
  createForwarder,
  NO_DOCUMENT,
  parseScenario,
  targetOf,
} from '../../services/chaos-proxy/src/index.ts';

const WARM_UP = 50_000;
const CALLS = 200_000;

/** Microseconds of one decision with ten rules: state, draw, record on the tape, settled, counted. */
export async function decisionCost(): Promise<number> {
  const forwarder = createForwarder(targetOf(new URL('http://127.0.0.1:9')));
  let ids = 0;
  const { engine } = createApp({
    scenario: parseScenario(readFileSync(new URL('ten-rules.yaml', import.meta.url), 'utf8')),
    defaults: { seed: 42, timeScale: 1 },
    operations: NO_DOCUMENT,
    forwarder,
    headers: { labUpstream: false, xForwarded: false },
    admin: { host: '127.0.0.1' },
    registry: createRegistry('bench'),
    maxSessions: 1_000,
    maxHeld: 1,
    tapeBounds: { perSession: 1_000, total: 100_000 },
    run: 'bench',
    clock: systemClock,
    after: () => () => {},
    nextId: () => `d${(ids += 1)}`,
    onSettled: () => {},
    onUnexpected: () => {},
  });
  const decide = (): void => {
    const ruling = engine.decide({
      method: 'GET',
      path: '/api/v3/pet/7',
      query: '',
      headers: {},
      identity: { session: 'bench', arm: '-' },
      body: undefined,
      attempt: undefined,
      traceparent: null,
    });
    ruling.settle({ end: 'complete', status: 200, upstreamStatus: 200, upstreamMs: 1 });
  };
  for (let i = 0; i < WARM_UP; i += 1) decide();
  const start = performance.now();
  for (let i = 0; i < CALLS; i += 1) decide();
  const cost = ((performance.now() - start) * 1000) / CALLS;
  await forwarder.close();
  return cost;
}
