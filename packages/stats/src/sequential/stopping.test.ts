import { describe, expect, it } from 'vitest';
import { EProcess } from './e-process.ts';
import { decideStop } from './stopping.ts';

const rule = { alpha: 0.05, leastPairs: 50, mostPairs: 1000 };

function processAfter(winsOfA: number, winsOfB: number): EProcess {
  const process = new EProcess();
  for (let i = 0; i < winsOfA; i += 1) process.observe(true, false);
  for (let i = 0; i < winsOfB; i += 1) process.observe(false, true);
  return process;
}

describe('decideStop', () => {
  it('goes on while nothing is shown', () => {
    expect(decideStop(processAfter(6, 9), 200, rule)).toEqual({ kind: 'continue' });
  });

  it('stops on a difference, but not before the least number of pairs', () => {
    const process = processAfter(0, 20);
    expect(decideStop(process, 49, rule)).toEqual({ kind: 'continue' });
    expect(decideStop(process, 50, rule)).toEqual({ kind: 'stop', reason: 'difference found' });
  });

  it('stops when the pairs are used up', () => {
    const decision = decideStop(processAfter(6, 9), 1000, rule);
    expect(decision).toEqual({ kind: 'stop', reason: 'pairs used up' });
  });

  it('keeps evidence that was once enough', () => {
    const process = processAfter(0, 20);
    for (let i = 0; i < 20; i += 1) process.observe(true, false);
    expect(process.logE).toBeLessThan(Math.log(20));
    expect(decideStop(process, 60, rule)).toMatchObject({ reason: 'difference found' });
  });

  it('refuses a level that is none', () => {
    expect(() => decideStop(new EProcess(), 1, { ...rule, alpha: 0 })).toThrow('alpha is 0');
  });
});
