// Hypotheses a second with a client inside this process: `node bench/hunt.ts [k] [parallel]`. The client
// places one order with a key and never gives up, under eight kinds of faults; upstream and proxy are
// processes as in use (the upstream is in this one). Run it on a quiet machine.
import { startOwnProxy } from '../services/runner/src/lab/own-proxy.ts';
import { setsOfPersistentClient } from '../services/runner/src/hunt/search/count.ts';
import { huntFor, inProcess } from '../tests/support/hunt/hunting.ts';
import { PLANTED } from '../tests/support/hunt/planted/clients.ts';
import { startOrders } from '../tests/support/hunt/planted/orders.ts';

const [k = 4, parallel = 16] = process.argv.slice(2).map(Number);
const FAULTS = [
  'http-500',
  'http-502',
  'http-503',
  'reset',
  'reset@after',
  'http-503@after',
  'truncate',
  'malformed-json',
];

const orders = await startOrders();
const proxy = await startOwnProxy({ target: orders.url, connections: parallel + 2 });
try {
  const mended = PLANTED[0]?.mended;
  if (mended === undefined) throw new Error('there is no client');
  const startedAt = performance.now();
  const { bySize, findings } = await huntFor({
    proxy,
    client: inProcess('places an order', mended),
    oracle: orders.oracle({ paid: false }),
    faults: FAULTS,
    k,
    parallel,
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const sets = bySize.reduce((sum, count) => sum + count, 0);
  const expected = bySize.reduce(
    (sum, _, size) => sum + setsOfPersistentClient(1, size, FAULTS.length),
    0,
  );
  if (sets !== expected || findings.size > 0) throw new Error(`${sets} sets, not ${expected}`);
  const { heapUsed } = process.memoryUsage();
  console.log(
    `${sets} sets in ${seconds.toFixed(1)} s: ${(sets / seconds).toFixed(0)}/s, ` +
      `${(heapUsed / 2 ** 20).toFixed(0)} MB of heap`,
  );
} finally {
  await proxy.stop();
  await orders.close();
}
