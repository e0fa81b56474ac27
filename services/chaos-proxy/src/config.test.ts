import { ConfigError } from '@chaos-lab/service-kit';
import { describe, expect, it } from 'vitest';
import { loadProxyConfig } from './config.ts';

const load = (argv: string[], env: Record<string, string> = {}) =>
  loadProxyConfig({
    argv,
    env,
    readFile: () => 'rate: 0.3\nchaos-proxy: { seed: 7 }\n',
    program: { name: 'chaos-proxy', description: '-', version: '1' },
    knownSections: ['runner'],
  });

const problems = (argv: string[], env?: Record<string, string>): readonly string[] => {
  try {
    load(argv, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

const TARGET = ['--target', 'http://127.0.0.1:1'];

describe('the settings of the proxy', () => {
  it('come from flags, environment and file, in that order', () => {
    const config = load([...TARGET, '--config', 'x.yaml', '--rate', '0.1'], { CHAOS_SEED: '8' });
    expect(config).toMatchObject({ rate: 0.1, seed: 8, port: 4020, adminHost: '127.0.0.1' });
    expect(load([...TARGET, '--config', 'x.yaml'])).toMatchObject({ rate: 0.3, seed: 7 });
    expect(load([], { CHAOS_TARGET: 'https://api.test/' }).target).toBe('https://api.test');
  });

  it.each([
    [['--rate', '0.1'], '--target'],
    [[...TARGET, '--rate', '1.5'], '1.5 is not a rate'],
    [['--target', 'nowhere'], 'nowhere is not an http URL'],
    [['--target', 'http://h.test/v1?key=1'], 'has a query: expected none'],
    [['--target', 'http://h.test/v1#a'], 'has a fragment: expected none'],
    [[...TARGET, '--seed', '-1'], '-1 is not a seed'],
    [[...TARGET, '--time-scale', '0'], '0 is not a time scale'],
    [[...TARGET, '--sed', '1'], 'did you mean --seed'],
    [[...TARGET, '--admin-host', '0.0.0.0'], 'open to the network'],
    [[...TARGET, '--validate-requests'], '--openapi'],
    [[...TARGET, '--run', 'a/b'], 'is not a name'],
  ])('%j are refused', (argv, reason) => {
    expect(problems(argv).join('\n')).toContain(reason);
  });

  it('are refused with every problem at once', () => {
    expect(problems(['--target', 'x', '--rate', '2', '--port', '-1']).length).toBe(3);
  });
});
