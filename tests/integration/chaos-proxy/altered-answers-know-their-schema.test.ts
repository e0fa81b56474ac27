import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { operationsOf } from '../../../services/chaos-proxy/src/openapi/operations.ts';
import { schemasOf } from '@chaos-lab/openapi';
import { readOpenApi } from '@chaos-lab/openapi/read';
import { responseSchemas } from '../../../services/chaos-proxy/src/openapi/response-schemas.ts';
import { createApp, createPetstore } from '@chaos-lab/petstore-mock';
import { closeServer, listen } from '@chaos-lab/service-kit';
import { expect, onTestFinished, test } from 'vitest';
import { recordsOf, startChaosProxy } from '../../support/chaos-proxy.ts';
import { GOOD } from '../../support/petstore/calls.ts';
import { createContract, readDocument } from '../../support/petstore/contract.ts';

const FILE = new URL('../../../assets/openapi/petstore.yaml', import.meta.url);
const document = readOpenApi(readFileSync(FILE, 'utf8'), 'petstore.yaml');
const operations = operationsOf(document);
const schemaOf = responseSchemas(document, operations, schemasOf(document));
const contract = createContract(readDocument());
const SESSIONS = Array.from({ length: 25 }, (_, index) => `s-${index}`);

type Seen = {
  operationId: string;
  session: string;
  status: number;
  headers: Headers;
  text: string;
};

async function startStore(): Promise<string> {
  const server = createServer(createApp({ petstore: createPetstore() }));
  const { url } = await listen(server, { port: 0, host: '127.0.0.1', name: 'petstore' });
  onTestFinished(() => closeServer(server, 100));
  return url;
}

/** Every operation in a store of its own for each session and operation. */
async function callAll(base: string, sessions: readonly string[]): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const session of sessions) {
    for (const [operationId, { method, path, headers = {}, body = null }] of Object.entries(GOOD)) {
      const given = { ...headers, Accept: 'application/json' };
      const prefix = `/~${session}-${operationId}`;
      const response = await fetch(`${base}${prefix}/api/v3${path}`, {
        method,
        headers: given,
        body,
      });
      const { status, headers: answered } = response;
      seen.push({ operationId, session, status, headers: answered, text: await response.text() });
    }
  }
  return seen;
}

async function altered(kind: 'wrong-value' | 'schema-violation') {
  const proxy = await startChaosProxy(
    await startStore(),
    { rules: [{ rate: 1, faults: [{ kind }] }] },
    { openapi: document, operations },
  );
  onTestFinished(proxy.close);
  const seen = await callAll(proxy.url, SESSIONS);
  const tape = recordsOf(await (await fetch(`${proxy.adminUrl}/tape`)).text());
  const bySession = new Map(tape.map((record) => [record.session, record]));
  const suppressedOf = ({ session, operationId }: Seen) =>
    bySession.get(`${session}-${operationId}`)?.suppressed;
  expect(proxy.unexpected).toEqual([]);
  return { seen, suppressedOf };
}

/** What two readers of the document say of an answer: the proxy's own, and one that shares no code. */
function violations({ operationId, status, headers, text }: Seen) {
  const schema = schemaOf(operationId, status);
  if (schema === undefined || schema === 'unusable') throw new Error(`no schema: ${operationId}`);
  const ofContract = contract.responseViolations({
    operationId,
    request: { media: undefined, text: '' },
    response: { status, headers, text },
  });
  return { accepted: schema.accepts(JSON.parse(text)), ofContract };
}

const isJson = ({ headers, text }: Seen) =>
  headers.get('content-type')?.startsWith('application/json') === true && text !== '';
const namesOf = (seen: readonly Seen[]) =>
  [...new Set(seen.map(({ operationId }) => operationId))].toSorted();

async function jsonOperations(): Promise<Seen[]> {
  return (await callAll(await startStore(), ['plain'])).filter(isJson);
}

test('a wrong value fits the schema of every operation that answers in JSON', async () => {
  const real = await jsonOperations();
  const { seen, suppressedOf } = await altered('wrong-value');
  const changed = seen.filter((one) => suppressedOf(one) === null);
  expect(namesOf(changed)).toEqual(namesOf(real));
  for (const one of changed) {
    expect(violations(one), `${one.operationId} ${one.text}`).toEqual({
      accepted: true,
      ofContract: [],
    });
    expect(one.text).not.toBe(real.find((r) => r.operationId === one.operationId)?.text);
  }
});

test('a schema violation breaks the schema of every operation that answers in JSON', async () => {
  const real = await jsonOperations();
  for (const one of real) expect(violations(one)).toEqual({ accepted: true, ofContract: [] });
  const { seen, suppressedOf } = await altered('schema-violation');
  const changed = seen.filter((one) => suppressedOf(one) === null);
  expect(namesOf(changed)).toEqual(namesOf(real));
  for (const one of changed) {
    const { accepted, ofContract } = violations(one);
    expect(accepted, `${one.operationId} ${one.text}`).toBe(false);
    expect(ofContract, `${one.operationId} ${one.text}`).not.toEqual([]);
  }
});

test('an answer without JSON is left alone, and the record says so', async () => {
  const real = namesOf(await jsonOperations());
  for (const kind of ['wrong-value', 'schema-violation'] as const) {
    const { seen, suppressedOf } = await altered(kind);
    const others = seen.filter(({ operationId }) => !real.includes(operationId));
    expect(namesOf(others).length).toBeGreaterThan(0);
    for (const one of others) expect(suppressedOf(one)).toMatch(/^(?:not-json|phase-impossible)$/);
  }
});

test('the same seed alters the same place in the same way', async () => {
  const textsOf = async () =>
    (await altered('wrong-value')).seen
      .filter(({ operationId }) => operationId === 'getPetById')
      .map(({ text }) => text);
  const first = await textsOf();
  expect(await textsOf()).toEqual(first);
  expect(new Set(first).size).toBeGreaterThan(5);
});
