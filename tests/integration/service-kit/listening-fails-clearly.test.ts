import { createServer } from 'node:http';
import { closeServer, ListenError, listen } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';

test('the real address comes back for port 0', async () => {
  const server = createServer((_request, response) => response.end('here'));
  const address = await listen(server, { port: 0, host: '127.0.0.1', name: 'toy' });
  expect(await (await fetch(address.url)).text()).toBe('here');
  await closeServer(server, 0);
});

test('an IPv6 or wildcard host becomes a URL that a client can use', async () => {
  for (const host of ['::1', '0.0.0.0']) {
    const server = createServer((_request, response) => response.end('here'));
    const { url } = await listen(server, { port: 0, host, name: 'toy' });
    expect(await (await fetch(url)).text()).toBe('here');
    await closeServer(server, 0);
  }
});

test('a port in use and a foreign address are ListenErrors', async () => {
  const first = createServer();
  const { port } = await listen(first, { port: 0, host: '127.0.0.1', name: 'one' });
  const setting = '--admin-port or ADMIN_PORT';
  const again = listen(createServer(), { port, host: '127.0.0.1', name: 'two', setting });
  await expect(again).rejects.toThrow(
    `port ${port} on 127.0.0.1 is in use (two); choose another with --admin-port or ADMIN_PORT`,
  );
  await expect(again).rejects.toBeInstanceOf(ListenError);
  const foreign = listen(createServer(), { port: 0, host: '203.0.113.1', name: 'two' });
  await expect(foreign).rejects.toThrow('203.0.113.1 is no address of this machine (two)');
  await closeServer(first, 0);
});
