import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { until } from '../../support/until.ts';

const scenario = (name: string, status = 503): string =>
  `name: ${name}\nrules:\n  - faults: [{ kind: http-error, status: ${status} }]\n`;

function folderOfOwn(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A proxy with a scenario file, what it logs, and the name of the scenario in force. */
async function proxyWith(file: string) {
  const log: string[] = [];
  const proxy = await spawnChaosProxy('http://127.0.0.1:9', ['--scenario', file], (line) =>
    log.push(line),
  );
  onTestFinished(async () => {
    await proxy.stop();
  });
  const name = async (): Promise<string> => {
    const document = (await (await fetch(`${proxy.adminUrl}/scenario`)).json()) as { name: string };
    return document.name;
  };
  return {
    proxy,
    log: () => log.join(''),
    name,
    status: async () => (await fetch(proxy.url)).status,
  };
}

test('a file that is edited in place, or replaced by a rename, comes into force', async () => {
  const file = join(folderOfOwn(), 'mine.yaml');
  writeFileSync(file, scenario('one'));
  const { name, status } = await proxyWith(file);
  expect([await name(), await status()]).toEqual(['one', 503]);
  writeFileSync(file, scenario('two', 502));
  await until('the edited one is in force', async () => (await name()) === 'two');
  expect(await status()).toBe(502);
  writeFileSync(`${file}.new`, scenario('three'));
  renameSync(`${file}.new`, file);
  await until('the renamed one is in force', async () => (await name()) === 'three');
});

test('so does one behind a link that is swapped, as in a ConfigMap', async () => {
  const folder = folderOfOwn();
  const write = (version: string): void => {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, 'mine.yaml'), scenario(version));
    symlinkSync(version, join(folder, '..data.new'));
    renameSync(join(folder, '..data.new'), join(folder, '..data'));
  };
  write('v1');
  symlinkSync(join('..data', 'mine.yaml'), join(folder, 'mine.yaml'));
  const { name } = await proxyWith(join(folder, 'mine.yaml'));
  expect(await name()).toBe('v1');
  write('v2');
  await until('the swapped one is in force', async () => (await name()) === 'v2');
});

test('one that cannot be used changes nothing, and the log says why', async () => {
  const file = join(folderOfOwn(), 'mine.yaml');
  writeFileSync(file, scenario('good'));
  const { name, log } = await proxyWith(file);
  writeFileSync(file, 'name: bad\nrules: 7\n');
  await until('the reason is logged', () => log().includes('/rules'));
  expect(log()).toContain('the scenario is not reloaded');
  expect(await name()).toBe('good');
  writeFileSync(file, scenario('better'));
  await until('the mended one is in force', async () => (await name()) === 'better');
});

test('SIGHUP reads the file again, in place of what was put there since', async () => {
  const file = join(folderOfOwn(), 'mine.yaml');
  writeFileSync(file, scenario('filed'));
  const { proxy, name, log } = await proxyWith(file);
  await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body: scenario('put') });
  expect(await name()).toBe('put');
  process.kill(proxy.pid, 'SIGHUP');
  await until('the file is in force', async () => (await name()) === 'filed');
  rmSync(file);
  process.kill(proxy.pid, 'SIGHUP');
  await until('the reason is logged', () => log().includes('cannot be read'));
  expect(await name()).toBe('filed');
});

test('a rule that names what nothing is called is warned of at the start', async () => {
  const file = join(folderOfOwn(), 'mine.yaml');
  const rule = (match: string): string => `  - match: ${match}\n    faults: [{ kind: reset }]\n`;
  writeFileSync(
    file,
    `name: n\nrules:\n${rule('{ operation: placeOrder }')}${rule('{ operation: GET /x }')}`,
  );
  const { log } = await proxyWith(file);
  await until('the warning is logged', () => log().includes('a rule may match nothing'));
  expect(log()).toContain('placeOrder');
  expect(log()).toContain('--openapi');
  expect(log()).not.toContain('"GET /x"');
});
