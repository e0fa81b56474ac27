import { describe, expect, it } from 'vitest';
import { aaCheck } from './aa-check.ts';

describe('aaCheck', () => {
  it('passes an arm that ends like itself every time', () => {
    expect(aaCheck({ both: 90, onlyA: 0, onlyB: 0, neither: 10 })).toEqual({
      discordant: 0,
      identical: true,
      p: 1,
      passed: true,
    });
  });

  it('passes noise that takes no side', () => {
    const check = aaCheck({ both: 900, onlyA: 11, onlyB: 14, neither: 75 });
    expect(check).toMatchObject({ discordant: 25, identical: false, passed: true });
  });

  it('fails a laboratory that prefers one side', () => {
    expect(aaCheck({ both: 900, onlyA: 3, onlyB: 22, neither: 75 }).passed).toBe(false);
  });
});
