import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusals } from '../../../services/runner/src/hunt/certificate.ts';
import { type OwnProxy, startOwnProxy } from '../../../services/runner/src/lab/own-proxy.ts';
import { story } from '../../../services/runner/src/trial/story.ts';
import { huntFor, inProcess } from '../../support/hunt/hunting.ts';
import { PLANTED } from '../../support/hunt/planted/clients.ts';
import { type Orders, startOrders } from '../../support/hunt/planted/orders.ts';

let orders: Orders;
let proxy: OwnProxy;
beforeAll(async () => {
  orders = await startOrders();
  proxy = await startOwnProxy({ target: orders.url, connections: 16 });
}, 60_000);
afterAll(async () => {
  await proxy.stop();
  await orders.close();
});

it('there are at least twelve of them', () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(12);
  expect(new Set(PLANTED.map(({ name }) => name)).size).toBe(PLANTED.length);
});

describe.each(PLANTED)('a client that $name', ({ name, bug, mended, faults, k, paid, found }) => {
  const about = () => ({ proxy, oracle: orders.oracle({ paid: paid === true }), faults, k });

  it('is found at its smallest size, as one root cause', async () => {
    const result = await huntFor({ ...about(), client: inProcess(name, bug) });
    const findings = result.findings.all();
    expect(findings.map(({ cause, set }) => [cause.invariant, set.length])).toEqual([
      [found.invariant, found.size],
    ]);
    expect(result.bySize.slice(1, found.size).every((count) => count > 0)).toBe(true);
    expect(refusals(result, { quick: false })).toContain('something was found');
  }, 90_000);

  it('mended, is not found, and can be certified', async () => {
    const result = await huntFor({ ...about(), client: inProcess(name, mended) });
    expect(result.findings.all().map(({ cause }) => cause.sentence)).toEqual([]);
    expect(refusals(result, { quick: false })).toEqual([]);
  }, 90_000);
});

it('a body that changes at each try is named where it is told', async () => {
  const changing = PLANTED.find(({ name }) => name.startsWith('writes the time'));
  if (changing === undefined) throw new Error('there is no such client');
  const { name, bug, faults } = changing;
  const oracle = orders.oracle({ paid: false });
  const client = inProcess(name, bug);
  const { findings } = await huntFor({ proxy, oracle, faults, k: 1, client });
  const [finding] = findings.all();
  expect(finding?.cause.sentence).toContain('is sent again with other content');
  expect(finding === undefined ? [] : story(finding.run)).toContain(
    'the bodies of POST /orders differ only in /at: a try that does not look like one',
  );
}, 90_000);
