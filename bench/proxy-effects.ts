// node bench/proxy-effects.ts [REQUESTS]
// What a request costs the deciding half of the proxy: name, digest and effects, each by itself. Goal: below 5 µs
// for all three together, in the middle of the rounds.
import { createEngine, type Engine } from '../services/chaos-proxy/src/engine.ts';
import { faultParameters } from '../services/chaos-proxy/src/faults/index.ts';
import { NO_DOCUMENT, parseScenario } from '../services/chaos-proxy/src/index.ts';
import { Digester } from '../services/chaos-proxy/src/naming/digester.ts';
import { Namer } from '../services/chaos-proxy/src/naming/namer.ts';
import { RequestContent } from '../services/chaos-proxy/src/naming/request-content.ts';
import type { RequestFacts } from '../services/chaos-proxy/src/ruling.ts';

const requests = Number(process.argv[2] ?? 50_000);
const ROUNDS = 9;
const GOAL_US = 5;
const SESSIONS = 1_000;
if (!Number.isInteger(requests) || requests < 1) {
  process.stderr.write(
    `proxy-effects: ${process.argv[2]} is no number of requests: expected 1 or more\n`,
  );
  process.exit(2);
}

const order = Buffer.from(
  JSON.stringify({
    id: 7,
    petId: 3,
    quantity: 1,
    shipDate: '2026-11-28T10:00:00Z',
    status: 'placed',
  }),
);
const tool = Buffer.from(
  JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'pay', arguments: { amount: 3, note: 'x'.repeat(100) } },
  }),
);
const ANSWER = Buffer.from('{"id":7,"status":"placed"}');

type Kind = Pick<RequestFacts, 'method' | 'path' | 'headers' | 'body'>;
const post = (path: string, body: Buffer, headers = {}): Kind => {
  const length = { 'content-length': String(body.length), 'content-type': 'application/json' };
  return { method: 'POST', path, body, headers: { ...length, ...headers } };
};
const KINDS: Readonly<Record<string, Kind>> = {
  'GET without a body': { method: 'GET', path: '/pet/7', headers: {}, body: Buffer.alloc(0) },
  'POST of an order': post('/store/order', order),
  'POST of an order with a key': post('/store/order', order, { 'idempotency-key': 'key-7' }),
  'call of a tool of MCP': post('/mcp', tool),
};

function factsOf(kind: Kind, n: number): RequestFacts {
  const identity = { session: `s-${n % SESSIONS}`, arm: '-' };
  return { ...kind, query: '', identity, attempt: undefined, traceparent: null };
}

function engineOf(keepEffects: boolean): Engine {
  let ids = 0;
  return createEngine({
    scenario: parseScenario('rules: []'),
    defaults: { seed: 42, timeScale: 1 },
    operations: NO_DOCUMENT,
    parametersOf: faultParameters,
    maxSessions: 20_000,
    tapeBounds: { perSession: 10_000, total: 50_000 },
    keepEffects,
    run: 'bench',
    now: () => Date.now(),
    after: () => () => {},
    nextId: () => `b-${(ids += 1)}`,
    onSettled: () => {},
  });
}

function decided(engine: Engine, kind: Kind): (n: number) => void {
  return (n) => {
    const ruling = engine.decide(factsOf(kind, n));
    const heard = ruling.sent?.();
    heard?.head(200, ['Content-Type', 'application/json']);
    heard?.data(ANSWER);
    heard?.end();
    ruling.settle({ end: 'complete', status: 200, upstreamStatus: 200, upstreamMs: 1 });
  };
}

function named(kind: Kind): (n: number) => void {
  const namer = new Namer(NO_DOCUMENT);
  return (n) => {
    const facts = factsOf(kind, n);
    namer.name(facts, new RequestContent(facts.headers, facts.body), []);
  };
}

/** Also names, since a name and a digest share what was parsed; the cost of the name is taken off. */
function digested(kind: Kind): (n: number) => void {
  const namer = new Namer(NO_DOCUMENT);
  const digester = new Digester();
  return (n) => {
    const facts = factsOf(kind, n);
    const content = new RequestContent(facts.headers, facts.body);
    const { method, path } = namer.name(facts, content, []);
    digester.compare({ method, target: path, content, leftOut: [] });
  };
}

/** CPU time of the whole process, garbage collection included: steadier than the clock beside others. */
const microseconds = (work: (n: number) => void): number => {
  const start = process.cpuUsage();
  for (let n = 0; n < requests; n += 1) work(n);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / requests;
};

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

let isWithin = true;
for (const [name, kind] of Object.entries(KINDS)) {
  const parts = {
    without: decided(engineOf(false), kind),
    with: decided(engineOf(true), kind),
    named: named(kind),
    digested: digested(kind),
  };
  const rounds: Record<keyof typeof parts, number>[] = [];
  // The first round warms the compilers.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times = {
      without: microseconds(parts.without),
      with: microseconds(parts.with),
      named: microseconds(parts.named),
      digested: microseconds(parts.digested),
    };
    if (round > 0) rounds.push(times);
  }
  const effects = middle(rounds.map((times) => times.with - times.without));
  const naming = middle(rounds.map((times) => times.named));
  const digest = middle(rounds.map((times) => times.digested - times.named));
  const sum = middle(rounds.map((times) => times.with - times.without + times.digested));
  isWithin &&= sum < GOAL_US;
  const us = (value: number): string => `${value.toFixed(2)} µs`;
  process.stdout.write(
    `${name}: name ${us(naming)}, digest ${us(digest)}, effects ${us(effects)}, together ${us(sum)}; ` +
      `whole decision ${us(middle(rounds.map((times) => times.with)))}\n`,
  );
}
process.stdout.write(isWithin ? `each below ${GOAL_US} µs\n` : `NOT each below ${GOAL_US} µs\n`);
process.exitCode = isWithin ? 0 : 1;
