import { join } from 'node:path';
import { summarySchema } from '@chaos-lab/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaosLab, type WorkFolder, workFolder } from '../support/runner/harness.ts';
import { type RealLab, startRealLab } from '../support/runner/real-lab.ts';
import { until } from '../support/until.ts';

let lab: RealLab;
let work: WorkFolder;

beforeAll(async () => {
  work = workFolder();
  lab = await startRealLab();
});
afterAll(() => lab.stop());

const flags = (name: string, ...more: string[]): string[] => [
  `--runs-dir=${join(work.folder, 'runs')}`,
  `--name=${name}`,
  '--port=0',
  '--concurrency=2',
  ...lab.flags,
  ...more,
];
const summaryOf = (name: string) => summarySchema.parse(work.json('summary.json', name));
const scenarioInForce = async (): Promise<string> => {
  const response = await fetch(`${lab.proxy.url('admin')}/scenario`);
  return ((await response.json()) as { name: string }).name;
};

describe('a lab that two want', () => {
  it('belongs to the first; the second is told so, and the proxy gets its scenario back', async () => {
    const before = await scenarioInForce();
    const first = chaosLab([
      'simulate',
      ...flags('first', '--failure-rates=0,0.2', '--experiments-per-rate=400'),
    ]);
    await until('the lease', async () => {
      const response = await fetch(`${lab.proxy.url('admin')}/lease`);
      return ((await response.json()) as { held: boolean }).held;
    });
    const second = await chaosLab(['simulate', ...flags('second')]).ended;
    expect(second.code).toBe(3);
    expect(second.err).toContain('the experiment simulate holds it');
    const doctor = await chaosLab([
      'doctor',
      ...lab.flags.filter((flag) => !flag.startsWith('--name')),
      `--runs-dir=${work.folder}`,
    ]).ended;
    expect(doctor.out).toMatch(/chaos-proxy lease: the experiment simulate holds it/);
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    expect(await scenarioInForce()).toBe(before);
  });
});

const hasRows = (name: string) => (): boolean => {
  try {
    return work.rows('results.csv', name).length > 20;
  } catch {
    return false;
  }
};

describe('a process of the lab that stands still for two seconds', () => {
  it.each([
    ['petstore', 'petstore-mock'],
    ['proxy', 'chaos-proxy'],
    ['agent', 'agent'],
  ] as const)(
    '%s: is noticed; the runs it touched are made again, and counted',
    async (key, named) => {
      const name = `paused-${key}`;
      const running = chaosLab([
        'simulate',
        ...flags(name, '--failure-rates=0,0.2', '--experiments-per-rate=300'),
      ]);
      await until('rows', hasRows(name), 60_000);
      const { pid } = lab[key];
      process.kill(pid, 'SIGSTOP');
      setTimeout(() => process.kill(pid, 'SIGCONT'), 2000);
      const { code, out } = await running.ended;
      const { disturbances, checks } = summaryOf(name);
      expect(disturbances.longest).toContainEqual(
        expect.objectContaining({ process: named, kind: 'stalled' }),
      );
      expect(disturbances.runs_made_again).toBeGreaterThan(0);
      expect(out).toMatch(/undisturbed in every run that counts: .*runs made again/);
      expect(checks.find(({ name }) => name === 'undisturbed')?.passed).toBe(true);
      expect(code).toBe(0);
      const again = work.rows('results.csv', name).filter((row) => Number(row['tries']) > 1);
      expect(again).toHaveLength(disturbances.runs_made_again);
    },
  );
});

it('ends where the lease is lost in the middle, and its summary says so', async () => {
  const running = chaosLab([
    'simulate',
    ...flags('lost', '--failure-rates=0,0.2', '--experiments-per-rate=5000'),
  ]);
  await until('rows', hasRows('lost'), 60_000);
  const { leases } = work.json('lock.json', 'lost') as { leases: Record<string, string> };
  const admin = lab.proxy.url('admin');
  const token = Object.entries(leases).find(([url]) => url.startsWith(admin))?.[1] ?? '';
  const given = await fetch(`${admin}/lease`, {
    method: 'DELETE',
    headers: { 'chaos-lease': token },
  });
  expect(given.status).toBe(204);
  const { code, err } = await running.ended;
  expect(code).toBe(3);
  expect(err).toMatch(/the lease on .*chaos-proxy.* was lost: .*nobody holds it now/);
  const { state, checks } = summaryOf('lost');
  expect(state).toBe('failed');
  expect(checks.find(({ name }) => name === 'alone')?.passed).toBe(false);
});

describe('an arm that does not do its work through the proxy', () => {
  it.each([
    [
      'ends at once',
      `node -e "console.error('no such module'); process.exit(3)"`,
      /made no call through the proxy.*exit code 3.*no such module/s,
    ],
    ['is not there', './no-such-program', /there is no program .\/no-such-program/],
    [
      'calls elsewhere',
      `node -e "fetch('http://127.0.0.1:9').catch(() => {})"`,
      /made no call through the proxy/,
    ],
    [
      'calls and claims what it did not do',
      `node -e "fetch(process.env.BASE_URL + '/store/inventory')"`,
      /claims success in a calm run, and its work is not where it should be/,
    ],
  ])('is refused before anything is counted: %s', async (_, command, why) => {
    const { code, err } = await chaosLab([
      'compare',
      '--arm=plain=none',
      `--arm=mine=${command}`,
      ...flags(`refused-${command.length}`),
    ]).ended;
    expect(code).toBe(2);
    expect(err).toMatch(why);
    expect(err).toContain('arm mine');
  });

  it('is refused at a time scale it knows nothing of', async () => {
    const { code, err } = await chaosLab([
      'compare',
      '--arm=plain=none',
      '--arm=mine=node x',
      '--time-scale=1000',
      ...flags('scaled'),
    ]).ended;
    expect(code).toBe(2);
    expect(err).toContain('arm mine knows nothing of lab time');
  });
});

it('keeps what a program printed in each run that failed', async () => {
  const script = `const base = process.env.BASE_URL;
    const say = (text) => { console.log('saw ' + text); return text; };
    const get = async (path, init) => { const r = await fetch(base + path, init); if (!r.ok) { say(r.status); process.exit(1); } return r.json(); };
    await get('/store/inventory');
    const [pet] = await get('/pet/findByStatus?status=available');
    const json = (method, body) => ({ method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    await get('/store/order', json('POST', { petId: pet.id, quantity: 1, status: 'placed' }));
    await get('/pet', json('PUT', { ...pet, status: 'sold' }));`;
  work.write('client.mjs', script);
  const { code } = await chaosLab([
    'compare',
    '--arm=plain=none',
    `--arm=mine=node ${join(work.folder, 'client.mjs')}`,
    '--scenario=independent-errors',
    '--failure-rates=1',
    '--experiments-per-rate=2',
    ...flags('printed'),
  ]).ended;
  expect(code).toBe(0);
  const lines = work
    .file('output.ndjson', 'printed')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toEqual([
    { run_id: 'compare-p0@mine.r1', output: expect.stringMatching(/^saw [45]\d\d$/) as string },
    { run_id: 'compare-p1@mine.r1', output: expect.stringMatching(/^saw [45]\d\d$/) as string },
  ]);
});

it('lets no setting of its caller into the lab, and says by which it ran', async () => {
  const { code } = await chaosLab(
    [
      'simulate',
      `--runs-dir=${join(work.folder, 'runs')}`,
      '--name=own',
      '--port=0',
      '--scenario=slow-tail',
      '--failure-rates=0,0.3',
      '--experiments-per-rate=20',
    ],
    { CHAOS_MAX_HELD: '0', AGENT_ATTEMPT_FLOOR_MS: '1' },
  ).ended;
  expect(code).toBe(0);
  const { settings } = work.json('manifest.json', 'own') as {
    settings: Record<string, Record<string, unknown>>;
  };
  expect(Object.keys(settings).toSorted()).toEqual(['agent', 'chaos-proxy', 'petstore-mock']);
  expect(settings['chaos-proxy']?.['max-held']).not.toBe(0);
  expect(settings['agent']?.['attempt-floor-ms']).not.toBe(1);
  expect(
    summaryOf('own').fault_audit.every(({ decided, delivered }) => decided === delivered),
  ).toBe(true);
});

it('claims nothing of faults that were decided and not delivered', async () => {
  const small = await startRealLab(['--max-held=0']);
  try {
    const ended = await chaosLab([
      'simulate',
      `--runs-dir=${join(work.folder, 'runs')}`,
      '--name=undelivered',
      '--port=0',
      '--scenario=slow-tail',
      '--failure-rates=0,0.3',
      '--experiments-per-rate=20',
      ...small.flags,
    ]).ended;
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(
      /no claim can be made: Faults were not delivered \(held-connections-full \d+\): 0 of/,
    );
  } finally {
    await small.stop();
  }
});
