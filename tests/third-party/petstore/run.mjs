// A client that was generated from the document works through `prism proxy`, which checks every
// request and response against that document, in front of the mock. Ends with 1 on any violation.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';
import { startPrism } from './prism.mjs';

const here = fileURLToPath(new URL('./', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const document = join(root, 'assets/openapi/petstore.yaml');

const scratch = mkdtempSync(join(tmpdir(), 'petstore-third-party-'));
/** @type {(() => unknown)[]} */
const stops = [() => rmSync(scratch, { recursive: true })];
generateClient();
const sdk = await import(join(scratch, 'index.ts'));
const { createClient } = await import(join(scratch, 'client/index.ts'));

const mock = await spawnService({
  name: 'petstore-mock',
  script: join(root, 'services/petstore-mock/bin/petstore-mock.mjs'),
  args: ['--port', '0', '--admin-port', '0'],
});
stops.push(() => mock.stop());
try {
  const upstream = `${mock.addresses.traffic}/api/v3`;
  const prism = await startPrism(document, upstream);
  stops.push(prism.stop);
  const calls = await workThrough(clientOf(prism.url));
  say(`no violation in ${calls.length} calls of ${new Set(calls).size} operations`);

  const found = await plantedViolations(upstream, prism.url);
  say(`planted violations found: ${found.join(', ')}`);
} finally {
  for (const stop of stops.toReversed()) await stop();
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function generateClient() {
  const cli = join(here, 'node_modules/@hey-api/openapi-ts/bin/run.js');
  writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
  const args = [cli, '-f', 'openapi-ts.config.mjs', '--silent'];
  const env = { ...process.env, CLIENT_FOLDER: scratch };
  execFileSync(process.execPath, args, { cwd: here, env });
}

/** The generated client. It throws where prism reports something in the header `sl-violations`. */
function clientOf(baseUrl) {
  const calls = [];
  const client = createClient({ baseUrl });
  const call = async (name, options = {}) => {
    const { data, error, response } = await sdk[name]({ client, ...options });
    if (response === undefined) throw error;
    const violations = response.headers.get('sl-violations');
    if (violations !== null) throw new Error(`${name}: ${violations}`);
    calls.push(name);
    return { data, status: response.status };
  };
  return { call, calls };
}

/** Add, read, update and delete for pet, order and user, and everything beside it. */
async function workThrough({ call, calls }) {
  const ok = async (name, options) => {
    const { data, status } = await call(name, options);
    assert.equal(status, 200, name);
    return data;
  };
  const missing = async (name, options) => assert.equal((await call(name, options)).status, 404);

  const pet = await ok('addPet', {
    body: {
      name: 'Jay',
      photoUrls: ['https://pictures.example/jay.jpg'],
      category: { id: 1, name: 'dog' },
      tags: [{ id: 9, name: 'loud' }],
      status: 'available',
    },
  });
  const petPath = { path: { petId: pet.id } };
  assert.deepEqual(await ok('getPetById', petPath), pet);
  const sold = await ok('updatePet', { body: { ...pet, status: 'sold' } });
  assert.equal(sold.status, 'sold');
  const named = await ok('updatePetWithForm', { ...petPath, query: { name: 'Jay B.' } });
  assert.equal(named.name, 'Jay B.');
  assert.deepEqual(await ok('findPetsByTags', { query: { tags: ['loud'] } }), [named]);
  const found = await ok('findPetsByStatus', { query: { status: 'sold' } });
  assert.equal(found.length, 5);
  const picture = new Blob(['picture'], { type: 'application/octet-stream' });
  const stored = await ok('uploadFile', { ...petPath, body: picture });
  assert.equal(stored.code, 200);
  assert.deepEqual(await ok('getInventory'), { available: 12, pending: 4, sold: 5 });

  const body = { petId: pet.id, quantity: 1, status: 'placed', complete: false };
  const order = await ok('placeOrder', { body });
  const orderPath = { path: { orderId: order.id } };
  assert.deepEqual(await ok('getOrderById', orderPath), order);
  assert.deepEqual(await ok('findOrders', { query: { petId: pet.id } }), [order]);
  const approved = await ok('placeOrder', { body: { ...order, status: 'approved' } });
  assert.deepEqual(await ok('getOrderById', orderPath), approved);
  await ok('deleteOrder', orderPath);
  await missing('getOrderById', orderPath);
  await missing('deleteOrder', orderPath);

  const ada = { username: 'ada', firstName: 'Ada', password: 'engine', userStatus: 1 };
  const user = await ok('createUser', { body: ada });
  const userPath = { path: { username: 'ada' } };
  assert.deepEqual(await ok('getUserByName', userPath), user);
  await ok('updateUser', { ...userPath, body: { ...user, firstName: 'A.' } });
  assert.equal((await ok('getUserByName', userPath)).firstName, 'A.');
  await ok('loginUser', { query: { username: 'ada', password: 'engine' } });
  await ok('logoutUser');
  await ok('createUsersWithListInput', { body: [{ username: 'bob' }, { username: 'eve' }] });
  await ok('deleteUser', userPath);
  await missing('getUserByName', userPath);

  await ok('deletePet', petPath);
  await missing('getPetById', petPath);
  await missing('deletePet', petPath);
  const unused = Object.keys(sdk).filter((name) => !calls.includes(name));
  assert.deepEqual(unused, [], 'every operation is called');
  return calls;
}

/** Shows that the checks above can fail: a wrong request, and a document that the mock does not keep. */
async function plantedViolations(upstream, prismUrl) {
  const wrong = await fetch(`${prismUrl}/store/order?petId=seven`);
  const request = JSON.parse(wrong.headers.get('sl-violations') ?? '[]');
  assert.ok(
    request.some(({ location }) => location[0] === 'request'),
    'a wrong request is found',
  );

  const tampered = join(scratch, 'tampered.yaml');
  const inventory = /(operationId: getInventory[\s\S]*?additionalProperties:\n\s+type: )integer/;
  const text = readFileSync(document, 'utf8');
  assert.match(text, inventory);
  writeFileSync(tampered, text.replace(inventory, '$1string'));
  const strict = await startPrism(tampered, upstream);
  stops.push(strict.stop);
  await assert.rejects(clientOf(strict.url).call('getInventory'), /response/);
  return ['a wrong request', 'a response that does not fit'];
}
