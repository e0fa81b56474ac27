import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Orders, startOrders } from '../../support/hunt/planted/orders.ts';
import { chaosLab, type Ended } from '../../support/runner/harness.ts';
import { until } from '../../support/until.ts';

const BUYER = fileURLToPath(new URL('../../support/hunt/buyer.mjs', import.meta.url));
const TIMEOUT = 120_000;

let orders: Orders;
const folder = mkdtempSync(join(tmpdir(), 'hunt-cli-'));
const at = (...names: string[]): string => join(folder, ...names);
/** A copy that a test can mend. */
const buyer = at('buyer.mjs');
beforeAll(async () => {
  orders = await startOrders();
  copyFileSync(BUYER, buyer);
});
afterAll(() => orders.close());

const args = (out: string, how: string, ...flags: string[]): string[] => {
  const client = ['--', process.execPath, buyer, how];
  const faults = '--faults=http-503,reset,reset@after';
  const fixed = ['--timeout=30', '--parallel=2', `--out=${at(out)}`, `--target=${orders.url}`];
  return ['hunt', faults, ...fixed, ...flags, ...client];
};
const hunt = (out: string, how: string, ...flags: string[]): Promise<Ended> =>
  chaosLab(args(out, how, ...flags)).ended;
const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

describe('a client that breaks', () => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await hunt('bug', 'bug', '--k=2', '--json', `--junit=${at('bug.xml')}`);
  }, TIMEOUT);

  it('is found as one root cause, shrunk, with exit code 1', () => {
    const said = JSON.parse(ended.out) as {
      findings: { cause: string; set: unknown[]; sets: number }[];
      refusals: string[];
    };
    expect(ended.code).toBe(1);
    expect(said.findings).toHaveLength(1);
    expect(said.findings[0]?.cause).toBe(
      'POST /orders went through and its answer was lost, and is sent again without a key: its effect is made twice',
    );
    expect(said.findings[0]?.set).toEqual([
      { operation: 'POST /orders', call: 1, attempt: 1, fault: 'reset@after' },
    ]);
    expect(said.findings[0]?.sets).toBeGreaterThan(1);
    expect(said.refusals).toContain('something was found');
    expect(readFileSync(at('bug.xml'), 'utf8')).toContain('failures="1"');
  });

  it('leaves a page, a report and no certificate', () => {
    expect(readFileSync(at('bug', 'hunt.html'), 'utf8')).toContain('1 root cause found');
    expect(readFileSync(at('bug', 'report.md'), 'utf8')).toMatch(/^# 1 root cause found/);
    expect(existsSync(at('bug', 'certificate.json'))).toBe(false);
  });

  it('leaves a tape and a scenario that a proxy takes', () => {
    const finding = at('bug', 'findings', '1');
    const scenario = readFileSync(join(finding, 'scenario.yaml'), 'utf8');
    expect(scenario).toContain('operation: POST /orders');
    const proxy = fileURLToPath(
      new URL('../../../services/chaos-proxy/src/main.ts', import.meta.url),
    );
    const tape = join(finding, 'tape.ndjson');
    const stats = execFileSync(process.execPath, [proxy, 'tape', 'stats', tape]);
    expect(String(stats)).toMatch(/^all: 2 dec/);
  });

  it('leaves tests that fail by themselves, until the client is mended', async () => {
    // The orders are served by this process: it must not wait in one piece.
    const run = async (program: string, ...words: string[]): Promise<unknown> => {
      const [code] = (await once(spawn(program, words, { cwd: folder }), 'exit')) as unknown[];
      return code;
    };
    const finding = (name: string): string => at('bug', 'findings', '1', name);
    const all = async (): Promise<unknown[]> => [
      await run('sh', finding('finding.test.sh')),
      await run(process.execPath, '--test', finding('finding.test.mjs')),
    ];
    expect(await all()).toEqual([1, 1]);
    const bug = readFileSync(buyer, 'utf8');
    writeFileSync(buyer, bug.replace("if (how === 'mended') ", ''));
    try {
      expect(await all()).toEqual([0, 0]);
    } finally {
      writeFileSync(buyer, bug);
    }
  }, 120_000);

  it(
    'is no failure where the baseline names it, and is one where it does not',
    async () => {
      const baseline = `--baseline=${at('baseline.json')}`;
      expect((await hunt('base', 'bug', '--k=1', baseline, '--write-baseline')).code).toBe(0);
      const known = await hunt('base', 'bug', '--k=1', baseline);
      expect(known.code).toBe(0);
      expect(known.out).toContain('1 root cause found, 1 of them in the baseline');
      writeFileSync(at('baseline.json'), '{"v":1,"causes":[]}');
      expect((await hunt('base', 'bug', '--k=1', baseline)).code).toBe(1);
    },
    TIMEOUT,
  );
});

describe('a client that holds', () => {
  it(
    'gets a certificate, which is worth nothing once client or certificate have changed',
    async () => {
      const { code, out } = await hunt('mended', 'mended', '--k=2');
      expect(out).toContain('Nothing found, and there is nothing up to this bound');
      expect(code).toBe(0);
      const file = at('mended', 'certificate.json');
      // One call that is always tried again: C(1+k-1, k) F^k sets of each size.
      expect(json(file)).toMatchObject({ k: 2, sets: [1, 3, 9], runs: 13 });
      const check = async (path: string): Promise<Ended> => chaosLab(['certificate', path]).ended;
      expect(await check(file)).toMatchObject({ code: 0, err: '' });

      writeFileSync(at('changed.json'), JSON.stringify({ ...json(file), k: 3 }));
      expect(await check(at('changed.json'))).toMatchObject({
        code: 1,
        err: expect.stringContaining('its seal does not fit') as unknown,
      });
      const client = readFileSync(buyer, 'utf8');
      writeFileSync(buyer, `${client}\n`);
      expect(await check(file)).toMatchObject({
        code: 1,
        err: expect.stringContaining(`${buyer} has changed since`) as unknown,
      });
      writeFileSync(buyer, client);
    },
    TIMEOUT,
  );

  it(
    'gets none from --quick, nor from a search that ended early',
    async () => {
      const quick = await hunt('quick', 'mended', '--k=2', '--quick');
      expect(quick.code).toBe(0);
      expect(quick.out).toContain('no certificate: --quick');
      expect(existsSync(at('quick', 'certificate.json'))).toBe(false);
      const early = await hunt('early', 'mended', '--k=4', '--budget=1s');
      expect(early.out).toContain('Nothing found so far');
      expect(early.out).toContain('no certificate: the search was ended before it was complete');
    },
    TIMEOUT,
  );

  it(
    'goes on where a hunt was cut short, and says the same as one that was not',
    async () => {
      const whole = await hunt('whole', 'mended', '--k=2', '--json');
      const cut = chaosLab(args('cut', 'mended', '--k=2', '--json'));
      const journal = at('cut', 'journal.ndjson');
      await until(
        'some sets are written down',
        () => {
          return existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length > 5;
        },
        60_000,
      );
      cut.child.kill('SIGINT');
      expect((await cut.ended).code).toBe(130);
      const kept = readFileSync(journal, 'utf8');
      expect(kept.split('\n').length).toBeLessThan(14);
      const resumed = await hunt('cut', 'mended', '--k=2', '--json', `--resume=${at('cut')}`);
      expect(readFileSync(journal, 'utf8').startsWith(kept)).toBe(true);
      const tapeOf = ({ out }: Ended): unknown =>
        (JSON.parse(out) as { certificate: { tape: string; sets: number[] } }).certificate.tape;
      expect(tapeOf(resumed)).toBe(tapeOf(whole));

      const other = await hunt('cut', 'bug', '--k=2', `--resume=${at('cut')}`, '--faults=reset');
      expect(other.code).toBe(2);
      expect(other.err).toContain('holds another hunt');
    },
    TIMEOUT,
  );
});
