// The first minute with @chaos-lab/proxy: a call whose answer is lost, tried again without a key.
import { createServer } from 'node:http';
import { chaosAssert, chaosMatchers, createChaosProxy } from '@chaos-lab/proxy';

const api = createServer((_request, response) => response.end('{"id":1}'));
await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve));
const proxy = await createChaosProxy({ target: `http://127.0.0.1:${api.address().port}` });
proxy.failNext('POST /orders', 'reset@after');
const order = () => fetch(`${proxy.url}/orders`, { method: 'POST', body: '{}' });
await order().catch(order);
chaosAssert.toHaveAttempted(proxy, 'POST /orders', 2);
const { pass, message } = chaosMatchers.toHaveNoDuplicates(proxy);
console.log(pass ? 'no duplicate' : message());
const long = { name: 'long', rules: [], description: 'x'.repeat(10_000) };
const put = await fetch(`${proxy.adminUrl}/scenario`, {
  method: 'PUT',
  body: JSON.stringify(long),
});
console.log(`a long scenario: ${put.status}`);
await proxy.close();
api.close();
api.closeAllConnections();
