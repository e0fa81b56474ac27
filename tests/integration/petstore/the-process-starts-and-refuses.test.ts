import { spawnService } from '@chaos-lab/service-kit';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

// Starting processes takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const script = fileURLToPath(
  new URL('../../../services/petstore-mock/bin/petstore-mock.mjs', import.meta.url),
);
const start = (...args: string[]) => spawnService({ name: 'petstore-mock', script, args });

test('it announces both addresses, answers on them, and ends when told', async () => {
  const service = await start('--port', '0', '--admin-port', '0', '--pets', '5');
  const { traffic, admin } = service.addresses;
  const inventory = await fetch(`${traffic}/api/v3/store/inventory`);
  expect(await inventory.json()).toEqual({ available: 3, pending: 1, sold: 1 });
  for (const base of [traffic, admin]) {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  }
  const metrics = await (await fetch(`${admin}/metrics`)).text();
  expect(metrics).toMatch(/petstore_requests_total\{operation="getInventory",status="200".*\} 1/);
  expect((await service.stop()).code).toBe(0);
});

test('a port in use, an unknown flag and an open admin port are refused in one line each', async () => {
  const service = await start('--port', '0', '--admin-port', '0');
  const { port } = new URL(String(service.addresses['traffic']));
  await expect(start('--port', port, '--admin-port', '0')).rejects.toThrow(
    `port ${port} on 127.0.0.1 is in use`,
  );
  await service.stop();
  await expect(start('--pest', '5')).rejects.toThrow('--pest: unknown flag');
  await expect(start('--pets', '1.5')).rejects.toThrow('--pets: 1.5 is not a number of pets');
  await expect(start('--admin-host', '0.0.0.0')).rejects.toThrow('open to the network');
});
