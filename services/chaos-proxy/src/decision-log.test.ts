import { describe, expect, it } from 'vitest';
import { type DecisionLogLevel, decisionLog } from './decision-log.ts';
import { call, testEngine } from './testing/test-engine.ts';

function logged(level: DecisionLogLevel | undefined, isTTY: boolean): string[] {
  const lines: string[] = [];
  const log = decisionLog(level, { isTTY, write: (line) => lines.push(line) });
  const engine = testEngine({
    rules: [
      { match: { path: '/bad*' }, faults: [{ kind: 'reset', phase: 'after' }] },
      { match: { path: '/limited' }, faults: [{ kind: 'rate-limit', limit: 9, refillPerS: 1 }] },
    ],
  });
  for (const path of ['/good', '/bad\u001b[2J\n', '/limited']) {
    log(call(engine, { path, session: 's', arm: 'left' }).record);
  }
  return lines;
}

describe('the decision log', () => {
  it('is one line a decision on a terminal, and no path can write to it', () => {
    const lines = logged(undefined, true);
    expect(lines.map((line) => line.slice(13).replace(/ \d+ ms/, ''))).toEqual([
      's@left GET /good try 1 200 passed\n',
      's@left GET /bad\\u001b[2J\\u000a try 1 200 reset after\n',
      's@left GET /limited try 1 200 rate-limit held back: tokens-left\n',
    ]);
  });

  it('is JSON elsewhere, and unless told only what went out', () => {
    const [line = '', ...others] = logged(undefined, false);
    expect(JSON.parse(line)).toMatchObject({ event: 'decision', fault: 'reset', phase: 'after' });
    expect(others).toEqual([]);
    expect(logged('all', false).length).toBe(3);
    expect(logged('none', true)).toEqual([]);
  });
});
