import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUpstream } from '../../support/upstream.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BINARY = 'services/chaos-proxy/bin/chaos-proxy.mjs';

let folder: string;
let installed: string;

/** Packs the proxy and unpacks it as npm would, in a folder that has its one dependency and nothing else. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const script = join(ROOT, 'scripts', 'pack.ts');
  const told = run(process.execPath, [script, '--to', folder, '@chaos-lab/proxy']);
  run('tar', ['-xzf', told.split(' ')[0] ?? '', '-C', folder]);
  installed = join(folder, 'package');
  rmSync(join(folder, 'chaos-lab-proxy'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules', 'zod'), join(folder, 'node_modules', 'zod'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}

describe('the packed proxy', () => {
  it('needs nothing that it does not hold', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ bin: { 'chaos-proxy': BINARY } });
    const { dependencies } = manifest as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['zod']);
    expect(existsSync(join(installed, 'README.md'))).toBe(true);
    expect(readdirSync(join(installed, 'assets', 'scenarios'))).toContain('outage.yaml');
  });

  it('forwards, injects what it is told, describes itself, and ends when asked', async () => {
    const upstream = await startUpstream((_request, response) => response.end('real'));
    const proxy = await spawnService({
      name: 'chaos-proxy',
      script: join(installed, BINARY),
      args: ['--target', upstream.url, '--port=0', '--admin-port=0', '--scenario=calm'],
      cwd: installed,
    });
    const admin = String(proxy.addresses['admin']);
    const answers = async (): Promise<string> => (await fetch(proxy.url('traffic'))).text();
    expect(await answers()).toBe('real');
    const scenario = {
      name: 'down',
      rules: [{ rate: 1, faults: [{ kind: 'http-error', status: 503, body: 'made' }] }],
    };
    const put = await fetch(`${admin}/scenario`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(scenario),
    });
    expect(put.status).toBe(200);
    expect(await answers()).toBe('made');
    // Long enough to be read on a thread of its own, which is a file of its own.
    const long = `name: long\nrules: []\ndescription: ${'x'.repeat(10_000)}\n`;
    const second = await fetch(`${admin}/scenario`, { method: 'PUT', body: long });
    expect(second.status).toBe(200);
    expect(await answers()).toBe('real');
    const described = (await (await fetch(`${admin}/openapi.json`)).json()) as { paths: object };
    expect(described.paths).toHaveProperty('/scenario');
    expect(await proxy.stop()).toMatchObject({ code: 0 });
    await upstream.close();
  });

  it('says in one line what is missing', () => {
    const binary = join(installed, BINARY);
    const { status, stderr } = spawnSync(process.execPath, [binary], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^chaos-proxy: --target: missing: .*\n$/);
  });
});
