import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { choose, cumulative } from './choose.ts';
import { draws } from './draws.ts';

const vectorSchema = z.object({
  seed: z.number(),
  session: z.string(),
  operation: z.string(),
  attempt: z.number(),
  draws: z.array(z.number()),
  rate: z.number(),
  weights: z.array(z.number()),
  fires: z.boolean(),
  chosen: z.number(),
});
const golden = readFileSync(
  new URL('../../../../assets/decision-vectors.ndjson', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => vectorSchema.parse(JSON.parse(line)));

describe('the draws of the fault decision', () => {
  it.each([
    [42, 'default', 'getInventory', 1, 0.6848106320053399],
    [42, 'default', 'GET /api/v3/pet/7', 1, 0.6554228684992897],
    [7, 's-0', 'placeOrder', 1, 0.32290766836244533],
  ])('are those of the design for %s %s %s %s', (seed, session, operation, attempt, first) => {
    expect(draws(seed, session, operation, attempt)[0]).toBe(first);
  });

  it(`equal every one of the ${golden.length} vectors of another implementation, to the bit`, () => {
    expect(golden.length).toBeGreaterThan(250);
    for (const vector of golden) {
      const u = draws(vector.seed, vector.session, vector.operation, vector.attempt);
      expect([...u]).toEqual(vector.draws);
      expect(u[0] < vector.rate).toBe(vector.fires);
      expect(choose(cumulative(vector.weights), u[1])).toBe(vector.chosen);
    }
  });

  it('change with each part of the key', () => {
    const base = draws(1, 'a', 'x', 1);
    for (const other of [
      draws(2, 'a', 'x', 1),
      draws(1, 'b', 'x', 1),
      draws(1, 'a', 'y', 1),
      draws(1, 'a', 'x', 2),
    ]) {
      expect(other).not.toEqual(base);
    }
  });
});

describe('the weighted choice', () => {
  it('never takes an entry of weight 0, not even at the ends', () => {
    const sums = cumulative([0, 1, 0, 3, 0]);
    expect(choose(sums, 0)).toBe(1);
    expect(choose(sums, 0.2499)).toBe(1);
    expect(choose(sums, 0.25)).toBe(3);
    expect(choose(sums, 1 - 2 ** -53)).toBe(3);
    expect(choose(sums, 1)).toBe(3);
  });
});
