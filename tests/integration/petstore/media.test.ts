import { describe, expect, test } from 'vitest';
import { DOORS } from '../../support/petstore/doors.ts';

const XML = { 'Content-Type': 'application/xml', Accept: 'application/xml' };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe.each(DOORS)('media types %s', (_name, open) => {
  test('a pet goes in and out as XML', async () => {
    const { call } = await open();
    const body =
      '<?xml version="1.0"?><pet><id>40</id><name>Tom &amp; Co</name>' +
      '<category><id>2</id><name>cat</name></category>' +
      '<photoUrls><photoUrl>a</photoUrl><photoUrl>b</photoUrl></photoUrls>' +
      '<tags><tag><id>1</id><name>calm</name></tag></tags><status>available</status></pet>';
    const added = await call('POST', '/pet', { headers: XML, body });
    expect(added.status).toBe(200);
    expect(added.headers.get('Content-Type')).toBe('application/xml');
    expect(added.text).toBe(body.replace('version="1.0"', 'version="1.0" encoding="UTF-8"'));
    expect((await call('GET', '/pet/40')).json).toEqual({
      id: 40,
      name: 'Tom & Co',
      category: { id: 2, name: 'cat' },
      photoUrls: ['a', 'b'],
      tags: [{ id: 1, name: 'calm' }],
      status: 'available',
    });
  });

  test('lists of one, of none and of many keep their shape in XML', async () => {
    const { call } = await open({ pets: 0 });
    const find = () => call('GET', '/pet/findByStatus?status=sold', { headers: XML });
    expect((await find()).text).toMatch(/<pets><\/pets>$/);
    const body = '<pet><name> A </name><photoUrls/><status>sold</status></pet>';
    await call('POST', '/pet', { headers: XML, body });
    expect((await call('GET', '/pet/1')).json).toEqual({
      id: 1,
      name: ' A ',
      photoUrls: [],
      status: 'sold',
    });
    expect((await find()).text).toMatch(/<pets><pet><id>1<\/id>.*<\/pet><\/pets>$/);
    await call('POST', '/pet', { headers: XML, body });
    expect((await find()).text.match(/<pet>/g)).toHaveLength(2);
  });

  test('orders and users speak XML as well', async () => {
    const { call } = await open();
    const order = '<order><petId>7</petId><quantity>1</quantity><complete>true</complete></order>';
    const placed = await call('POST', '/store/order', {
      headers: { 'Content-Type': 'application/xml; charset=UTF-8' },
      body: order,
    });
    expect(placed.json).toEqual({ id: 5, petId: 7, quantity: 1, complete: true });
    const read = await call('GET', '/store/order/5', { headers: { Accept: 'application/xml' } });
    expect(read.text).toContain('<order><id>5</id><petId>7</petId>');
    const user = '<user><username>ada</username><userStatus>1</userStatus></user>';
    const created = await call('POST', '/user', { headers: XML, body: user });
    expect(created.text).toContain('<username>ada</username>');
  });

  test('a form fills a pet, an order and a user', async () => {
    const { call } = await open();
    const pet = new URLSearchParams([
      ['name', 'Form & Co'],
      ['photoUrls', 'a'],
      ['photoUrls', 'b'],
      ['category', '{"id":1,"name":"dog"}'],
      ['tags', '{"name":"calm"}'],
      ['status', 'pending'],
    ]);
    const added = await call('POST', '/pet', { headers: FORM, body: pet.toString() });
    expect(added.json).toEqual({
      id: 21,
      name: 'Form & Co',
      photoUrls: ['a', 'b'],
      category: { id: 1, name: 'dog' },
      tags: [{ name: 'calm' }],
      status: 'pending',
    });
    const order = { headers: FORM, body: 'petId=21&quantity=3&complete=false' };
    expect((await call('POST', '/store/order', order)).json).toEqual({
      id: 5,
      petId: 21,
      quantity: 3,
      complete: false,
    });
    const user = { headers: FORM, body: 'username=ada&userStatus=2' };
    expect((await call('POST', '/user', user)).json).toEqual({
      id: 6,
      username: 'ada',
      userStatus: 2,
    });
  });

  test.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['application/json;q=0.5, application/xml', 'application/xml'],
    ['application/xml;q=0.5, */*;q=0.1', 'application/xml'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'application/xml'],
    ['*/*, application/json;q=0', 'application/xml'],
  ])('Accept %s is answered in %s', async (accept, media) => {
    const { call } = await open();
    const headers = accept === undefined ? {} : { Accept: accept };
    const { status, headers: given } = await call('GET', '/pet/1', { headers });
    expect([status, given.get('Content-Type')]).toEqual([200, media]);
  });

  test('what cannot be given is 406 before anything happens', async () => {
    const { call } = await open();
    const Accept = 'text/html';
    const body = { name: 'x', photoUrls: [] };
    const refused = await call('POST', '/pet', { headers: { Accept }, body });
    expect(refused).toMatchObject({ status: 406, json: { status: 406 } });
    expect(refused.text).toContain('application/json or application/xml');
    expect((await call('GET', '/pet/21')).status).toBe(404);
    const inventory = { headers: { Accept: 'application/xml' } };
    expect((await call('GET', '/store/inventory', inventory)).status).toBe(406);
  });
});
