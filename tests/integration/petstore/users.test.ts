import { fakeClock } from '@chaos-lab/service-kit';
import { describe, expect, test } from 'vitest';
import { DOORS } from '../../support/petstore/doors.ts';

const ADA = { username: 'ada', firstName: 'Ada', password: 'engine', userStatus: 1 };

describe.each(DOORS)('users %s', (_name, open) => {
  test('a user is created, read, replaced, renamed and removed', async () => {
    const { call } = await open();
    const created = await call('POST', '/user', { body: ADA });
    expect(created).toMatchObject({ status: 200, json: { ...ADA, id: 6 } });
    expect((await call('GET', '/user/ada')).json).toEqual(created.json);
    expect((await call('PUT', '/user/ada', { body: { firstName: 'A.' } })).status).toBe(200);
    expect((await call('GET', '/user/ada')).json).toEqual({
      id: 6,
      username: 'ada',
      firstName: 'A.',
    });
    await call('PUT', '/user/ada', { body: { username: 'lovelace' } });
    expect((await call('GET', '/user/ada')).status).toBe(404);
    expect((await call('GET', '/user/lovelace')).json).toEqual({ id: 6, username: 'lovelace' });
    expect((await call('DELETE', '/user/lovelace')).status).toBe(200);
    expect((await call('DELETE', '/user/lovelace')).status).toBe(404);
    expect((await call('PUT', '/user/lovelace', { body: ADA })).status).toBe(404);
  });

  test('a list of users is created whole or not at all', async () => {
    const { call } = await open();
    const listed = await call('POST', '/user/createWithList', {
      body: [ADA, { username: 'bob' }],
    });
    expect(listed).toMatchObject({ status: 200, json: { id: 7, username: 'bob' } });
    expect((await call('GET', '/user/ada')).status).toBe(200);
    const broken = await call('POST', '/user/createWithList', {
      body: [{ username: 'eve' }, { firstName: 'nobody' }],
    });
    expect(broken).toMatchObject({ status: 400, json: { errors: [{ path: '/1/username' }] } });
    expect((await call('GET', '/user/eve')).status).toBe(404);
    const twice = { body: [{ username: 'eve' }, { username: 'eve' }] };
    expect((await call('POST', '/user/createWithList', twice)).status).toBe(400);
    expect((await call('POST', '/user/createWithList', { body: [] })).status).toBe(422);
    expect((await call('POST', '/user', { body: { firstName: 'x' } })).status).toBe(400);
  });

  test('a login needs the right password and says what it is worth', async () => {
    const { call } = await open({ clock: fakeClock(Date.UTC(2026, 5, 1)) });
    await call('POST', '/user', { body: ADA });
    const login = await call('GET', '/user/login?username=ada&password=engine');
    expect(login.status).toBe(200);
    expect(login.json).toMatch(/^logged in user session: \d+$/);
    expect(login.headers.get('X-Rate-Limit')).toBe('5000');
    expect(login.headers.get('X-Expires-After')).toBe('2026-06-01T01:00:00.000Z');
    const asXml = await call('GET', '/user/login?username=ada&password=engine', {
      headers: { Accept: 'application/xml' },
    });
    expect(asXml.text).toContain('<string>logged in user session:');
    for (const query of ['', '?username=ada', '?username=ada&password=x', '?password=engine']) {
      expect((await call('GET', `/user/login${query}`)).status).toBe(400);
    }
    expect(await call('GET', '/user/logout')).toMatchObject({ status: 200, text: '' });
  });

  test('a name may hold anything that a path can carry', async () => {
    const { call } = await open();
    const username = 'a/b ü%?#';
    await call('POST', '/user', { body: { username } });
    const read = await call('GET', `/user/${encodeURIComponent(username)}`);
    expect(read).toMatchObject({ status: 200, json: { username } });
  });
});
