import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GOOD } from '../support/petstore/calls.ts';
import { createContract, readDocument } from '../support/petstore/contract.ts';

// Starting processes takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = new URL('../../', import.meta.url);
const FREE_PORTS = ['--port', '0', '--admin-port', '0'];

async function start(name: string, ...args: string[]) {
  const script = fileURLToPath(new URL(`services/${name}/bin/${name}.mjs`, ROOT));
  const service = await spawnService({ name, script, args: [...FREE_PORTS, ...args] });
  onTestFinished(async () => {
    await service.stop();
  });
  return String(service.addresses['traffic']);
}

test('what the proxy answers in place of the store is what the document declares for it', async () => {
  const contract = createContract(readDocument());
  const target = await start('petstore-mock');
  const document = fileURLToPath(new URL('assets/openapi/petstore.yaml', ROOT));
  const proxied = ['--target', target, '--rate', '1', '--openapi', document];
  const seen: string[] = [];
  for (const [fault, status] of [
    ['http-429', 429],
    ['http-503', 503],
  ] as const) {
    const proxy = await start('chaos-proxy', ...proxied, '--faults', fault);
    for (const [operationId, { method, path, headers = {}, body = null }] of Object.entries(GOOD)) {
      const response = await fetch(`${proxy}/api/v3${path}`, { method, headers, body });
      const { headers: given } = response;
      expect(response.status).toBe(status);
      const both = {
        operationId,
        request: { media: undefined, text: '' },
        response: { status, headers: given, text: await response.text() },
      };
      expect(contract.responseViolations(both), operationId).toEqual([]);
      seen.push(contract.nameOf(both));
    }
  }
  const declared = contract.declared.filter((name) => / (429|5XX) /.test(name));
  const sorted = (names: readonly string[]) => names.toSorted((a, b) => a.localeCompare(b));
  expect(sorted(seen)).toEqual(sorted(declared));
});
