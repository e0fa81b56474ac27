import { expect, onTestFinished, test } from 'vitest';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream } from '../../support/upstream.ts';

test('rules that nothing has matched are told from those that have not fired', async () => {
  const upstream = await startUpstream();
  onTestFinished(() => upstream.close());
  const faults = [{ kind: 'reset' as const }];
  const proxy = await startChaosProxy(upstream.url, {
    rules: [
      { name: 'misnamed', match: { operation: 'placeOrdr' }, faults },
      { name: 'silent', match: { path: '/quiet' }, rate: 0, faults },
      { match: { path: '/never' }, faults },
    ],
  });
  onTestFinished(() => proxy.close());
  const unmatched = async (query = ''): Promise<unknown> => {
    const stats = await fetch(`${proxy.adminUrl}/tape/stats${query}`);
    return ((await stats.json()) as { neverMatched: unknown }).neverMatched;
  };
  expect(await unmatched()).toEqual(['misnamed', 'silent', 'rules[2]']);
  await (await fetch(`${proxy.url}/quiet`)).text();
  expect(await unmatched()).toEqual(['misnamed', 'rules[2]']);
  expect(await unmatched('?session=other')).toEqual(['misnamed', 'silent', 'rules[2]']);
});
