// The first minute with chaos-lab: `npx chaos-lab check` of a client that writes twice.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

writeFileSync(
  'shop.mjs',
  `const order = async () => {
  const answer = await fetch(process.env.BASE_URL + '/orders', { method: 'POST', body: '{}' });
  if (!answer.ok) throw new Error(answer.status);
};
await order().catch(order);
`,
);
const api = createServer((_request, response) => response.end('{"id":1}'));
await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve));
const target = `http://127.0.0.1:${api.address().port}`;
const check = [
  'check',
  '--target',
  target,
  '--only=reset@after at POST /orders',
  '--',
  process.execPath,
  'shop.mjs',
];
const child = spawn('npx', ['--no-install', 'chaos-lab', ...check], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
child.on('close', (code) => {
  console.log(`exit code ${code}`);
  api.close();
  api.closeAllConnections();
});
