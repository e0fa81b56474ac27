import { describe, expect, it, vi } from 'vitest';
import { KnownCalls } from './known-calls.ts';

const named = () => vi.fn((method: string, path: string) => `${method} ${path}`);

describe('known calls', () => {
  it('are named once for each method and path', () => {
    const nameOf = named();
    const calls = new KnownCalls(nameOf);
    const first = calls.find('GET', '/a');
    expect(first).toMatchObject({ method: 'GET', path: '/a', operation: 'GET /a' });
    expect(calls.find('GET', '/a')).toBe(first);
    expect(calls.find('PUT', '/a').operation).toBe('PUT /a');
    expect(calls.find('GET', '/b').operation).toBe('GET /b');
    expect(nameOf).toHaveBeenCalledTimes(3);
  });

  it('are not remembered where a path is long', () => {
    const nameOf = named();
    const calls = new KnownCalls(nameOf);
    const path = `/${'x'.repeat(256)}`;
    expect(calls.find('GET', path).operation).toBe(`GET ${path}`);
    calls.find('GET', path);
    expect(nameOf).toHaveBeenCalledTimes(2);
  });

  it('begin anew where there are too many, and names stay right', () => {
    const nameOf = named();
    const calls = new KnownCalls(nameOf);
    for (let i = 0; i < 4_096; i += 1) calls.find('GET', `/${i}`);
    calls.find('GET', '/0');
    expect(nameOf).toHaveBeenCalledTimes(4_096);
    calls.find('GET', '/new');
    expect(calls.find('GET', '/0').operation).toBe('GET /0');
    expect(nameOf).toHaveBeenCalledTimes(4_098);
  });
});
