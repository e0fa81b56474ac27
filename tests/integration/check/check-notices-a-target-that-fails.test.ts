import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { chaosLab } from '../../support/runner/harness.ts';

test('a target that fails half way is told of, and no verdict is given', async () => {
  let requests = 0;
  // It answers the two runs without faults, and nobody after that.
  const target = createServer((request, response) => {
    requests += 1;
    if (requests > 2) request.socket.destroy();
    else response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  const { port } = target.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  try {
    const client = ['sh', '-c', 'curl -s -m 5 "$BASE_URL/a" > /dev/null; exit 0'];
    const { code, out, err } = await chaosLab(['check', '--target', url, '--', ...client]).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`the target ${url} did not answer GET /a: upstream-reset`);
  } finally {
    target.close();
  }
}, 60_000);
