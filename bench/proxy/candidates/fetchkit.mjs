// As a pass-through, without one fault. Runs only where bench/proxy/third-party is installed.
import { createServer } from 'node:net';
import { startServer } from '../third-party/node_modules/@fetchkit/chaos-proxy/dist/index.js';

const port = await freePort();
await startServer({ target: process.argv[2], port, global: [], routes: {} }, { port });
console.log(`port ${port}`);

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
