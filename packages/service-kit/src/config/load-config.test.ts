import { describe, expect, test } from 'vitest';
import { ConfigError, HelpRequested } from './config-error.ts';
import { loadConfig } from './load-config.ts';
import { readSettings } from './read-settings.ts';
import { attachSettings, createProgram } from './settings-command.ts';
import { defineSettings } from './settings.ts';
import * as value from './values.ts';

const settings = defineSettings({
  port: {
    flag: 'port',
    env: 'PORT',
    schema: value.port(),
    default: 4010,
    describe: 'traffic port',
    placeholder: 'number',
  },
  rate: { flag: 'rate', env: 'CHAOS_RATE', schema: value.rate(), describe: 'share of faults' },
  faults: { kind: 'list', flag: 'faults', schema: value.text(), default: [], describe: 'kinds' },
  pretty: { kind: 'switch', flag: 'pretty', env: 'PRETTY', default: true, describe: 'for people' },
  target: {
    flag: 'target',
    env: ['CHAOS_TARGET', 'TARGET'],
    schema: value.httpUrl(),
    default: 'http://127.0.0.1:4010',
    describe: 'where requests go',
  },
  adminToken: { flag: 'admin-token', schema: value.integer(), secret: true, describe: 'a secret' },
});

interface Sources {
  argv?: string[];
  env?: Record<string, string>;
  files?: Record<string, string>;
}

function load({ argv = [], env = {}, files = {} }: Sources) {
  return loadConfig(settings, {
    argv,
    env,
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' });
      return text;
    },
    knownSections: ['chaos-proxy', 'petstore-mock'],
    program: { name: 'chaos-proxy', description: 'Breaks things.', version: '1.2.3' },
  });
}

function problemsOf(sources: Sources): readonly string[] {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('precedence', () => {
  const files = { 'a.yaml': 'port: 3\nchaos-proxy:\n  rate: 0.3\npetstore-mock:\n  port: 9\n' };

  test('flag beats environment beats file beats default', () => {
    expect(load({}).port).toBe(4010);
    expect(load({ argv: ['--config', 'a.yaml'], files }).port).toBe(3);
    expect(load({ argv: ['--config', 'a.yaml'], env: { PORT: '2' }, files }).port).toBe(2);
    const all = { argv: ['--port', '1', '--config', 'a.yaml'], env: { PORT: '2' }, files };
    expect(load(all).port).toBe(1);
  });

  test('the section of the program beats the top level, other sections are left alone', () => {
    const text = 'rate: 0.1\nchaos-proxy: { rate: 0.3 }\npetstore-mock: { whatever: 1 }\n';
    expect(load({ env: { CONFIG: 'b.yaml' }, files: { 'b.yaml': text } }).rate).toBe(0.3);
  });

  test('keys of other commands of the program are left alone', () => {
    const command = attachSettings(createProgram({ name: 'p', description: 'd', version: '1' }), {
      port: settings.port,
    });
    command.parse(['--config', 'c.yaml'], { from: 'user' });
    const read = (otherFlags: string[]) =>
      readSettings(
        command,
        { port: settings.port },
        {
          env: {},
          section: 'runner',
          otherFlags,
          readFile: () => 'runner: { port: 5, pairs: 3 }\n',
        },
      );
    expect(read(['pairs']).port).toBe(5);
    expect(() => read([])).toThrow('runner.pairs: unknown setting');
  });

  test('an empty variable counts as unset, the first of several names wins', () => {
    expect(load({ env: { PORT: '' } }).port).toBe(4010);
    const env = { CHAOS_TARGET: 'http://a:1/', TARGET: 'http://b:2' };
    expect(load({ env }).target).toBe('http://a:1');
  });
});

describe('values', () => {
  test('lists come from commas, spaces and YAML alike', () => {
    expect(load({ argv: ['--faults', 'hang,reset', 'latency'] }).faults).toEqual([
      'hang',
      'reset',
      'latency',
    ]);
    const files = { 'c.yaml': 'faults: [hang, 503]\n' };
    expect(load({ argv: ['--config=c.yaml'], files }).faults).toEqual(['hang', '503']);
  });

  test('switches go on and off', () => {
    expect(load({}).pretty).toBe(true);
    expect(load({ argv: ['--no-pretty'] }).pretty).toBe(false);
    expect(load({ env: { PRETTY: 'off' } }).pretty).toBe(false);
    expect(load({ argv: ['--pretty'], env: { PRETTY: 'off' } }).pretty).toBe(true);
  });

  test('a setting without default stays undefined, and the result is frozen', () => {
    const config = load({});
    expect(config.rate).toBeUndefined();
    expect(Object.isFrozen(config) && Object.isFrozen(config.faults)).toBe(true);
  });
});

describe('problems', () => {
  test('each names the place, the value and what was expected', () => {
    expect(problemsOf({ argv: ['--rate', '1.5'] })).toEqual([
      '--rate: 1.5 is not a rate: expected a number from 0 to 1 (flag)',
    ]);
    expect(problemsOf({ env: { CHAOS_RATE: 'much' } })).toEqual([
      'CHAOS_RATE: much is not a rate: expected a number from 0 to 1 (environment)',
    ]);
    expect(problemsOf({ argv: ['--config', 'd.yaml'], files: { 'd.yaml': 'rate: 2' } })).toEqual([
      'd.yaml: rate: 2 is not a rate: expected a number from 0 to 1',
    ]);
  });

  test('all of them are listed at once', () => {
    const found = problemsOf({
      argv: ['--rate', '-1', '--prot', '80', 'stray', '--target', 'nowhere', '--faults'],
      env: { PORT: '70000', PRETTY: 'maybe', CONFIG: 'e.yaml' },
      files: { 'e.yaml': 'adminTokn: 1\nchaos-proxy:\n  portt: 1\n' },
    });
    expect(found).toEqual([
      '--prot: unknown flag (did you mean --port?)',
      'stray: unexpected argument',
      'e.yaml: adminTokn: unknown setting (did you mean admin-token?)',
      'e.yaml: chaos-proxy.portt: unknown setting (did you mean port?)',
      'PORT: 70000 is not a port: expected a whole number from 0 to 65535 (environment)',
      '--rate: -1 is not a rate: expected a number from 0 to 1 (flag)',
      '--faults: needs a value (flag)',
      'PRETTY: "maybe" is not a switch: expected true or false (environment)',
      '--target: nowhere is not an http URL: expected something like http://127.0.0.1:4010 (flag)',
    ]);
  });

  test.each([
    ['', 'an empty value'],
    ['1e999', '1e999'],
    ['0x10', '0x10'],
    ['1 ', '"1 "'],
  ])('a rate of %j is refused', (given, shown) => {
    expect(problemsOf({ argv: [`--rate=${given}`] })[0]).toContain(
      `--rate: ${shown} is not a rate`,
    );
  });

  test('a secret is never repeated', () => {
    expect(problemsOf({ argv: ['--admin-token', 'hunter2'] })[0]).not.toContain('hunter2');
  });

  test('a file that is missing, broken or no mapping is refused with its path', () => {
    const argv = ['--config', 'x.yaml'];
    expect(problemsOf({ argv })[0]).toBe(
      'x.yaml: cannot be read (there is no such file): expected a YAML file',
    );
    expect(problemsOf({ argv, files: { 'x.yaml': 'a: 1\nb: [1' } })[0]).toMatch(
      /^x\.yaml:2: not YAML: /,
    );
    expect(problemsOf({ argv, files: { 'x.yaml': '- 1' } })[0]).toContain('expected settings');
    expect(problemsOf({ argv: ['--config'] })[0]).toBe('--config: needs a file (flag)');
  });

  test('a required setting names every way to give it', () => {
    const table = defineSettings({
      url: { flag: 'url', env: 'URL', schema: value.httpUrl(), required: true, describe: 'where' },
    });
    const program = { name: 'p', description: 'd', version: '1' };
    const run = () => loadConfig(table, { argv: [], env: {}, readFile: () => '', program });
    expect(run).toThrow('--url: missing: expected --url or URL (where)');
  });

  test('complaints across settings name the origin of the value', () => {
    const program = { name: 'chaos-proxy', description: 'd', version: '1' };
    const input = { argv: [], env: { CHAOS_RATE: '0.5' }, readFile: () => '', program };
    const run = () =>
      loadConfig(settings, input, (config, where) =>
        config.rate === 0.5 ? [`${where('rate')}: pointless with ${where('port')}`] : [],
      );
    expect(run).toThrow('CHAOS_RATE: pointless with --port');
  });
});

describe('help', () => {
  const ask = (flag: string): string => {
    try {
      load({ argv: [flag] });
    } catch (error) {
      if (error instanceof HelpRequested) return error.text;
      throw error;
    }
    return '';
  };

  test('lists flags with environment names and defaults', () => {
    const help = ask('--help');
    expect(help).toContain('Breaks things.');
    expect(help).toMatch(/--port <number>\s+traffic port \(env PORT, default 4010\)/);
    expect(help).toMatch(/--target <value>\s+where requests go \(env CHAOS_TARGET or TARGET, /);
    expect(help).toMatch(/--config <file>/);
  });

  test('gives the version', () => {
    expect(ask('--version')).toBe('1.2.3\n');
  });
});
