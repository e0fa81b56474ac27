import { expect, it } from 'vitest';
import { coalesced } from './coalesced.ts';

it('gives every call a run that began after it, and many calls one', async () => {
  let begun = 0;
  const gates: (() => void)[] = [];
  const look = coalesced(() => {
    begun += 1;
    return new Promise<void>((resolve) => gates.push(resolve));
  });
  const first = look();
  const waiting = [look(), look(), look()];
  expect(begun).toBe(1);
  gates[0]?.();
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toBe(2);
  gates[1]?.();
  await Promise.all(waiting);
  expect(begun).toBe(2);
});

it('tells its failure to those it concerns, and goes on', async () => {
  let fails = true;
  const look = coalesced(() => (fails ? Promise.reject(new Error('gone')) : Promise.resolve()));
  await expect(look()).rejects.toThrow('gone');
  fails = false;
  await expect(look()).resolves.toBeUndefined();
});
