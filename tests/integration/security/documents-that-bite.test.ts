import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { opened } from '../../support/opened.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { servedPetstore } from '../../support/petstore/served.ts';
import { startUpstream } from '../../support/upstream.ts';
import { openAgent } from './open-agent.ts';

const keep = opened();
const deep = (levels: number, inner = '1'): string =>
  '['.repeat(levels) + inner + ']'.repeat(levels);
const DEEP_BODY = `{"rules":[{"faults":[{"kind":"http-error","status":500,"body":${deep(50_000)}}]}]}`;

/** `{"__proto__": {"polluted": true}}` and its cousin, as members of an object that is otherwise fine. */
const POLLUTING = [
  '"__proto__":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
];

afterEach(() => {
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

async function proxyAdmin() {
  const upstream = keep(await startUpstream());
  const proxy = keep(await startChaosProxy(upstream.url, { rules: [] }));
  const put = (text: string, type = 'application/json') =>
    request(proxy.adminUrl).put('/scenario').set('Content-Type', type).send(text);
  const patch = (text: string) =>
    request(proxy.adminUrl)
      .patch('/scenario')
      .set('Content-Type', 'application/merge-patch+json')
      .send(text);
  return { ...proxy, put, patch };
}

describe('the control plane of the proxy', () => {
  it.each(POLLUTING)('takes nothing from a scenario that holds %s', async (member) => {
    const { put, patch, unexpected } = await proxyAdmin();
    for (const response of [await put(`{"rules":[],${member}}`), await patch(`{${member}}`)]) {
      expect([200, 422]).toContain(response.status);
      expect(JSON.stringify(response.body)).not.toContain('"polluted":true');
    }
    expect(unexpected).toEqual([]);
  });

  it('refuses aliases that multiply', async () => {
    const { put, unexpected } = await proxyAdmin();
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    // Five levels multiply far beyond what is let through, and not yet beyond the memory.
    for (let i = 1; i < 6; i += 1) {
      lines.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]`);
    }
    const response = await put(`${lines.join('\n')}\nrules: *a5\n`, 'text/yaml');
    expect(response.status).toBe(422);
    expect(response.text).toContain('Excessive alias count');
    expect(unexpected).toEqual([]);
  });

  it('refuses an alias that names nothing', async () => {
    const { put } = await proxyAdmin();
    const response = await put('rules: *nothing\n', 'text/yaml');
    expect(response.status).toBe(422);
    expect(response.text).toContain('not YAML or JSON');
  });

  it.each([
    ['JSON', 'application/json', DEEP_BODY, 400],
    ['YAML', 'text/yaml', DEEP_BODY, 422],
    [
      'YAML by indentation',
      'text/yaml',
      Array.from({ length: 1_300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      422,
    ],
  ])('refuses %s that is nested without end', async (_name, type, text, status) => {
    const { put, unexpected } = await proxyAdmin();
    const response = await put(text, type);
    expect(response.status).toBe(status);
    expect(unexpected).toEqual([]);
  });

  it('refuses a patch that is nested without end', async () => {
    const { patch, unexpected } = await proxyAdmin();
    const response = await patch('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000));
    expect(response.status).toBe(400);
    expect(unexpected).toEqual([]);
  });

  it('refuses a document that is too long', async () => {
    const { put, patch } = await proxyAdmin();
    const filling = 'x'.repeat(8 * 1024 * 1024);
    expect((await put(`#${filling}`, 'text/yaml')).status).toBe(413);
    expect((await put(`{"name":"${filling}"}`)).status).toBe(413);
    expect((await patch(`{"name":"${filling}"}`)).status).toBe(413);
  });

  it('reports a line of a tape that is nested without end, and uses the rest', async () => {
    const { adminUrl, unexpected } = await proxyAdmin();
    const line = `{"v":1,"fault":{"kind":"error-in-200","body":${deep(20_000)}}}`;
    const response = await request(adminUrl)
      .put('/tape')
      .set('Content-Type', 'application/x-ndjson')
      .send(`${line}\n`);
    expect(response.status).toBe(422);
    expect(unexpected).toEqual([]);
  });

  it.each([
    ['headers', 'a value', { headers: { 'X-A': 'one\r\nSet-Cookie: two' } }],
    ['headers', 'a name', { headers: { 'X-A: one\r\nX-B': 'two' } }],
    ['contentType', 'the content type', { contentType: 'text/html\r\nX-A: one' }],
  ])('refuses %s where %s would start another header', async (member, _what, bad) => {
    const { put } = await proxyAdmin();
    const fault = { kind: 'http-error', status: 503, ...bad };
    const response = await put(JSON.stringify({ rules: [{ faults: [fault] }] }));
    expect(response.status).toBe(422);
    expect(response.text).toContain(`/rules/0/faults/0/${member}`);
  });
});

describe('the agent', () => {
  const TASK = '"session":"s","arm":"a","policy":{"type":"none"}';

  it.each(POLLUTING)('takes nothing from a task or playbook that holds %s', async (member) => {
    const { app } = keep(openAgent());
    const task = await request(app).post('/tasks').type('json').send(`{${TASK},${member}}`);
    expect(task.status).toBe(422);
    const playbook = await request(app).put('/playbooks/p').type('json').send(`{${member}}`);
    expect([200, 422]).toContain(playbook.status);
  });

  it('finds no recovery in what every object inherits', async () => {
    const { app, unexpected } = keep(openAgent());
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      for (const [tool, error] of [
        [name, '503'],
        ['place_order', name],
      ] as const) {
        const answer = await request(app)
          .post('/lookup')
          .send({ playbook: 'training', tool, error });
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({ level: expect.not.stringMatching('exact') as string });
      }
    }
    expect(unexpected()).toBe('');
  });

  it('refuses what is nested without end', async () => {
    const { app, unexpected } = keep(openAgent());
    const step = '{"strategy":"sequence","config":{"steps":[';
    const nested = step.repeat(5_000) + '{"strategy":"fail_fast"}' + ']}}'.repeat(5_000);
    const playbook = await request(app)
      .put('/playbooks/p')
      .type('json')
      .send(`{"default":${nested}}`);
    expect(playbook.status).toBe(400);
    const task = await request(app)
      .post('/tasks')
      .type('json')
      .send(`{${TASK},"breaker":${deep(50_000)}}`);
    expect(task.status).toBe(400);
    expect(unexpected()).toBe('');
  });
});

describe('the petstore', () => {
  const post = (type: string, body: string) =>
    request(servedPetstore().app).post('/api/v3/pet').set('Content-Type', type).send(body);

  it.each(POLLUTING)('takes nothing from a pet that holds %s', async (member) => {
    const response = await post('application/json', `{"name":"a","photoUrls":[],${member}}`);
    expect(response.status).toBe(200);
    expect(response.text).not.toContain('polluted');
  });

  it('keeps a user of any name apart from the language', async () => {
    const { client } = servedPetstore();
    const { post: send, get } = client('s');
    for (const username of ['__proto__', 'constructor', 'toString']) {
      expect((await get(`/user/${username}`)).status).toBe(404);
      await send('/user', { username, firstName: 'Ada' }).expect(200);
      expect((await get(`/user/${username}`)).body).toMatchObject({ username, firstName: 'Ada' });
    }
  });

  it.each([
    ['a pet', `{"name":${deep(100_000)},"photoUrls":[]}`],
    ['a list', deep(100_000)],
  ])('refuses %s that is nested without end', async (_what, body) => {
    const response = await post('application/json', body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  it.each([
    ['an entity that multiplies', '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', '&b;'],
    ['an entity that is a file', '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]>', '&a;'],
    ['a document type in capitals or not', '<!doctype p>', 'x'],
  ])('refuses XML with %s', async (_what, doctype, name) => {
    const pet = `<?xml version="1.0"?>${doctype}<pet><name>${name}</name><photoUrls/></pet>`;
    const response = await post('application/xml', pet);
    expect(response.status).toBe(400);
    expect(response.text).toContain('a document type is not taken');
  });

  it('leaves an entity that nobody declared as it is written', async () => {
    const response = await post('application/xml', '<pet><name>&b;</name><photoUrls/></pet>');
    expect(response.body).toMatchObject({ name: '&b;' });
  });

  it('refuses XML that is nested without end', async () => {
    const response = await post('application/xml', '<a>'.repeat(50_000) + '</a>'.repeat(50_000));
    expect(response.status).toBe(400);
  });
});
