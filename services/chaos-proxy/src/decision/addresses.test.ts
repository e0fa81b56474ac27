import type { DecisionRecord, ScenarioInput } from '@chaos-lab/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, factsOf, testEngine, type TestEngine } from '../testing/test-engine.ts';

/** Half of all tries fail, in each of the ways that a client can notice. */
const scenario: ScenarioInput = {
  rules: [
    {
      rate: 0.5,
      faults: [
        { kind: 'http-error', status: 503 },
        { kind: 'reset', phase: 'after' },
        { kind: 'truncate' },
        { kind: 'error-in-200' },
      ],
    },
  ],
};

const json = { 'content-type': 'application/json' };
const post = (path: string, body: object, headers: object = {}): Call => {
  const bytes = Buffer.from(JSON.stringify(body));
  const length = { 'content-length': String(bytes.length) };
  return { method: 'POST', path, body: bytes, headers: { ...json, ...length, ...headers } };
};

/** What one client does: logical calls in a row, each as the requests of its tries. */
type Workflow = (arm: string) => ((attempt: number, step: number) => Call)[];

const order: Workflow = () => [
  () => ({ path: '/store/inventory' }),
  () => ({ path: '/pet/findByStatus', query: 'status=available' }),
  () => post('/store/order', { petId: 1, quantity: 1 }),
  () => post('/pet', { id: 1, status: 'sold' }),
];

/** Turn by turn the conversation grows, in each arm by what it was answered. */
const conversation: Workflow = (arm) =>
  Array.from({ length: 10 }, (_, turn) => () => {
    const messages = Array.from({ length: 2 * turn + 1 }, (__, index) => `${arm} said ${index}`);
    return post('/v1/chat/completions', { model: 'm', messages });
  });

/** Every request, tries too, has an id of its own, as clients of JSON-RPC count them. */
const tools: Workflow = () => {
  let id = 0;
  const called = ['search', 'read', 'search', 'write', 'list', 'read', 'pay', 'search'];
  return called.map((name, step) => () => {
    id += 1;
    const params = { name, arguments: { step } };
    return post('/mcp', { jsonrpc: '2.0', id, method: 'tools/call', params });
  });
};

const SIGNS = {
  'an equal request': () => ({}),
  'a key': (step: number) => ({ 'idempotency-key': `key-${step}` }),
  'a retry count': (_: number, attempt: number) => ({
    'x-stainless-retry-count': `${attempt - 1}`,
  }),
  'an invocation': (step: number, attempt: number) => ({
    'amz-sdk-invocation-id': `id-${step}`,
    'amz-sdk-request': `attempt=${attempt}; max=3`,
  }),
  'its call': (step: number) => ({ 'chaos-call': `step-${step}` }),
} as const satisfies Record<string, (step: number, attempt: number) => Record<string, string>>;

type Sign = keyof typeof SIGNS;
type Client = {
  readonly session: string;
  readonly arm: string;
  readonly workflow: Workflow;
  readonly sign: Sign;
  /** How often each step is retried at most, where it fails. */
  readonly retries: readonly number[];
};

type Met = { readonly step: number; readonly attempt: number; readonly record: DecisionRecord };

/** Plays one client, a try at each turn. */
function* play(engine: TestEngine, client: Client): Generator<void, Met[]> {
  const met: Met[] = [];
  const steps = client.workflow(client.arm);
  for (const [step, request] of steps.entries()) {
    const most = 1 + (client.retries[step % client.retries.length] ?? 0);
    for (let attempt = 1; attempt <= most; attempt += 1) {
      const { headers, ...made } = request(attempt, step);
      const { session, arm } = client;
      const marks = SIGNS[client.sign](step, attempt);
      const facts = factsOf({ ...made, session, arm, headers: { ...headers, ...marks } });
      const ruling = engine.decide(facts);
      yield;
      const fails = ruling.injection !== null;
      const end = fails ? ('injected' as const) : ('complete' as const);
      ruling.settle({ end, status: 200, upstreamStatus: 200, upstreamMs: 1 });
      met.push({ step, attempt, record: ruling.record });
      if (!fails) break;
    }
  }
  return met;
}

function alone(client: Client): Met[] {
  const playing = play(testEngine(scenario), client);
  for (;;) {
    const turn = playing.next();
    if (turn.done === true) return turn.value;
  }
}

const fateOf = ({ record }: Met) => {
  const { operation, call, draws, fault, phase, parameters } = record;
  return { operation, call, draws, fault, phase, parameters };
};

const retries = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 10 });
const session = fc.integer({ min: 0, max: 1e6 }).map((number) => `s-${number}`);
const sign = fc.constantFrom(...(Object.keys(SIGNS) as Sign[]));

describe.each<[string, Workflow]>([
  ['the order workflow', order],
  ['a conversation of ten turns', conversation],
  ['a session with five tools', tools],
])('two arms of %s', (_, workflow) => {
  it('meet the same fault at every try of every call that both make, whatever each retries', () => {
    fc.assert(
      fc.property(session, sign, retries, retries, (name, by, left, right) => {
        const base = { session: name, sign: by, workflow };
        const other = new Map(
          alone({ ...base, arm: 'right', retries: right }).map((one) => [
            `${one.step} ${one.attempt}`,
            one,
          ]),
        );
        let shared = 0;
        for (const one of alone({ ...base, arm: 'left', retries: left })) {
          expect(one.record.attempt).toBe(one.attempt);
          expect(one.record.racing).toBe(false);
          const twin = other.get(`${one.step} ${one.attempt}`);
          if (twin === undefined) continue;
          shared += 1;
          expect(fateOf(one)).toEqual(fateOf(twin));
        }
        expect(shared).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 100 },
    );
  });

  it('meet the same whatever other sessions do in between', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(session, { minLength: 2, maxLength: 4 }),
        sign,
        retries,
        fc.array(fc.nat(), { maxLength: 200 }),
        (names, by, tried, turns) => {
          const engine = testEngine(scenario);
          const clients = names.flatMap((name) =>
            ['left', 'right'].map((arm) => ({
              session: name,
              arm,
              sign: by,
              retries: tried,
              workflow,
            })),
          );
          const playing = clients.map((client) => play(engine, client));
          const met = new Map<number, Met[]>();
          for (let turn = 0; met.size < playing.length; turn += 1) {
            const open = playing.flatMap((_one, index) => (met.has(index) ? [] : [index]));
            const chosen = open[(turns[turn] ?? turn) % open.length] ?? 0;
            const next = playing[chosen]?.next();
            if (next?.done === true) met.set(chosen, next.value);
          }
          clients.forEach((client, index) => {
            expect(met.get(index)?.map(fateOf)).toEqual(alone(client).map(fateOf));
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

it('an arm that counted every request as a try would not meet the same', () => {
  // What the first version of the decision did, and why this test can fail.
  const client = { session: 's-1', sign: 'an equal request' as const, workflow: conversation };
  const attempts = (met: Met[]) => met.map(({ step }, index) => [step, index + 1] as const);
  const none = attempts(alone({ ...client, arm: 'left', retries: [0] }));
  const some = attempts(alone({ ...client, arm: 'right', retries: [3] }));
  expect(some).not.toEqual(none);
  expect(new Map(some).get(9)).not.toBe(new Map(none).get(9));
});
