import { fakeClock } from '@chaos-lab/service-kit';
import { describe, expect, test } from 'vitest';
import { DOORS, type OpenDoor } from '../../support/petstore/doors.ts';
import { until } from '../../support/until.ts';

const KEY = { 'Idempotency-Key': 'key-1' };
const ORDER = { petId: 7, quantity: 1 };

const ordersOf = async ({ call }: OpenDoor, petId: number) =>
  (await call('GET', `/store/order?petId=${petId}`)).json as unknown[];

describe.each(DOORS)('idempotency keys %s', (_name, open) => {
  test('the same key and body give the first answer again and change nothing', async () => {
    const door = await open();
    const place = () => door.call('POST', '/store/order', { headers: KEY, body: ORDER });
    const first = await place();
    const again = await place();
    expect(again).toMatchObject({ status: 200, json: first.json });
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await ordersOf(door, 7)).toHaveLength(1);
    const ledger = door.petstore.stores.peek({ session: 'default', arm: '-' })?.log.effects;
    expect(ledger).toMatchObject([{ idempotencyKey: 'key-1', operation: 'placeOrder' }]);
  });

  test('every unsafe method takes a key', async () => {
    const { call } = await open();
    const unsafe: [string, string, object?][] = [
      ['DELETE', '/store/order/1'],
      ['PUT', '/pet', { id: 1, name: 'a', photoUrls: [] }],
      ['POST', '/pet/1?name=b'],
      ['POST', '/user', { username: 'ada' }],
      ['DELETE', '/user/ada'],
    ];
    for (const [index, [method, path, body]] of unsafe.entries()) {
      const init = { headers: { 'Idempotency-Key': `k${index}` }, ...(body && { body }) };
      expect((await call(method, path, init)).status).toBe(200);
      const again = await call(method, path, init);
      expect(again.status).toBe(200);
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    }
  });

  test('the same key with another body, path or operation is 422 and changes nothing', async () => {
    const door = await open();
    await door.call('POST', '/store/order', { headers: KEY, body: ORDER });
    const others = [
      ['POST', '/store/order', { petId: 8, quantity: 1 }],
      ['POST', '/user', ORDER],
      ['DELETE', '/store/order/5'],
      ['DELETE', '/store/order/1'],
    ] as const;
    for (const [method, path, body] of others) {
      const refused = await door.call(method, path, { headers: KEY, ...(body && { body }) });
      expect(refused).toMatchObject({
        status: 422,
        json: { type: 'urn:chaos-lab:problem:idempotency-key-reuse' },
      });
    }
    expect(await ordersOf(door, 7)).toHaveLength(1);
    expect(await ordersOf(door, 8)).toHaveLength(0);
  });

  test('a second request while the first is running is 409', async () => {
    const door = await open();
    const headers = { ...KEY, 'Chaos-Session': 'busy', 'Content-Type': 'application/json' };
    let controller: ReadableStreamDefaultController | undefined;
    const body = new ReadableStream({
      start: (own) => {
        controller = own;
        own.enqueue(new TextEncoder().encode('{"petId":7,'));
      },
    });
    const first = door.call('POST', '/store/order', { headers, body });
    const busy = { session: 'busy', arm: '-' };
    await until(
      'the first request has arrived',
      () => door.petstore.stores.peek(busy) !== undefined,
    );

    const second = await door.call('POST', '/store/order', { headers, body: '{"petId":7}' });
    expect(second).toMatchObject({
      status: 409,
      json: { type: 'urn:chaos-lab:problem:idempotency-in-progress' },
    });
    controller?.enqueue(new TextEncoder().encode('"quantity":1}'));
    controller?.close();
    expect(await first).toMatchObject({ status: 200, json: { petId: 7, quantity: 1 } });
    expect(door.petstore.stores.peek(busy)?.log.effects).toHaveLength(1);
  });

  test('a client that goes away in mid-body frees its key', async () => {
    const door = await open();
    const gone = { session: 'gone', arm: '-' };
    const headers = { ...KEY, 'Chaos-Session': 'gone', 'Content-Type': 'application/json' };
    let controller: ReadableStreamDefaultController | undefined;
    const body = new ReadableStream({
      start: (own) => {
        controller = own;
        own.enqueue(new TextEncoder().encode('{"petId":7,'));
      },
    });
    const first = door.call('POST', '/store/order', { headers, body });
    await until(
      'the first request has arrived',
      () => door.petstore.stores.peek(gone) !== undefined,
    );
    controller?.error(new Error('the client gave up'));
    await expect(first).rejects.toThrow();
    await until('the key is free', async () => {
      const retry = await door.call('POST', '/store/order', { headers, body: '{"petId":7}' });
      return retry.status === 200;
    });
    expect(door.petstore.stores.peek(gone)?.log.effects).toHaveLength(1);
  });

  test('a body that is refused does not use up its key', async () => {
    const { call } = await open();
    const broken = await call('POST', '/store/order', { headers: KEY, body: { petId: 'x' } });
    expect(broken.status).toBe(422);
    const mended = await call('POST', '/store/order', { headers: KEY, body: ORDER });
    expect(mended.status).toBe(200);
    expect(mended.headers.get('Idempotency-Replayed')).toBeNull();
  });

  test('a key means something only within its session and arm', async () => {
    const { call } = await open();
    for (const arm of ['a', 'b']) {
      const headers = { ...KEY, 'Chaos-Session': 's', 'Chaos-Arm': arm };
      const placed = await call('POST', '/store/order', { headers, body: ORDER });
      expect(placed.headers.get('Idempotency-Replayed')).toBeNull();
    }
  });

  test('keys expire, and the oldest make room for new ones', async () => {
    const clock = fakeClock();
    const { call } = await open({ clock, idempotencyTtlMs: 1000, maxKeys: 2 });
    const replayed = async (key: string) => {
      const headers = { 'Idempotency-Key': key };
      const { headers: given } = await call('POST', '/store/order', { headers, body: ORDER });
      return given.get('Idempotency-Replayed') === 'true';
    };
    expect(await replayed('a')).toBe(false);
    await clock.advance(999);
    expect(await replayed('a')).toBe(true);
    await clock.advance(1);
    expect(await replayed('a')).toBe(false);
    expect(await replayed('b')).toBe(false);
    expect(await replayed('c')).toBe(false);
    expect(await replayed('c')).toBe(true);
    expect(await replayed('b')).toBe(true);
    expect(await replayed('a')).toBe(false);
  });
});
