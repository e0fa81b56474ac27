// node bench/proxy-sessions.ts [SESSIONS]
// Memory of the deciding half of the proxy, its default bounds, over a million sessions.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createEngine } from '../services/chaos-proxy/src/engine.ts';
import { faultParameters } from '../services/chaos-proxy/src/faults/index.ts';
import { NO_DOCUMENT, parseScenario } from '../services/chaos-proxy/src/index.ts';

const [sessions = 1_000_000] = process.argv.slice(2).map(Number);
const BOUNDS = { maxSessions: 20_000, tapeBounds: { perSession: 10_000, total: 50_000 } };
const SCENARIO = `
rules:
  - rate: 0.5
    faults: [{ kind: reset }, { kind: rate-limit, limit: 5, refillPerS: 1 }]
    schedule: { type: burst, goodToBad: 0.1, badToGood: 0.5 }
`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Resident size, and what of the heap is alive, which takes a collection of its own to know. */
function memory(): string {
  const resident = process.memoryUsage.rss();
  collectGarbage();
  const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
  return `resident ${mb(resident)}, live heap ${mb(process.memoryUsage().heapUsed)}`;
}

let ids = 0;
let settled = 0;
const engine = createEngine({
  scenario: parseScenario(SCENARIO),
  defaults: { seed: 42, timeScale: 1 },
  operations: NO_DOCUMENT,
  parametersOf: faultParameters,
  ...BOUNDS,
  run: 'bench',
  now: () => Date.now(),
  after: () => () => {},
  nextId: () => `b-${(ids += 1)}`,
  onSettled: () => {
    settled += 1;
  },
});

console.log(`0 sessions: ${memory()}`);
const step = Math.ceil(sessions / 10);
for (let index = 1; index <= sessions; index += 1) {
  engine
    .decide({
      method: 'GET',
      path: '/things',
      query: '',
      headers: {},
      identity: { session: `session-${index}`, arm: '-' },
      body: undefined,
      attempt: undefined,
      traceparent: null,
    })
    .settle({ end: 'complete', status: 200, upstreamStatus: 200, upstreamMs: 1 });
  if (index % step === 0) {
    const { size, evictions } = engine.sessions;
    console.log(
      `${index} sessions: ${memory()}, ${size} kept, ${evictions} evicted; ` +
        `${engine.tape.size} records kept, ${engine.tape.evictions} evicted`,
    );
  }
}
if (settled !== sessions) throw new Error(`${settled} of ${sessions} calls were settled`);
