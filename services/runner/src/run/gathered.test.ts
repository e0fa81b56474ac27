import { describe, expect, it } from 'vitest';
import { gathered } from './gathered.ts';

async function listsOf<T>(source: AsyncIterator<T>, most: number, lingerMs: number) {
  const lists: (readonly T[])[] = [];
  for await (const list of gathered(source, { most, lingerMs })) lists.push(list);
  return lists;
}

async function* numbers(count: number): AsyncGenerator<number> {
  for (let index = 0; index < count; index += 1) yield index;
}

describe('what is gathered', () => {
  it('comes in lists of at most so many, in order, none lost', async () => {
    expect(await listsOf(numbers(7), 3, 60_000)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(await listsOf(numbers(0), 3, 60_000)).toEqual([]);
  });

  it('does not wait for more than the time given', async () => {
    const later = Promise.withResolvers<number>();
    async function* slow(): AsyncGenerator<number> {
      yield 1;
      yield await later.promise;
    }
    const lists = gathered(slow(), { most: 10, lingerMs: 1 });
    expect(await lists.next()).toEqual({ done: false, value: [1] });
    later.resolve(2);
    expect(await lists.next()).toEqual({ done: false, value: [2] });
  });

  it('hands on what came before the source failed', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield* numbers(2);
      throw new Error('broken');
    }
    const lists = gathered(failing(), { most: 10, lingerMs: 60_000 });
    expect(await lists.next()).toEqual({ done: false, value: [0, 1] });
    await expect(lists.next()).rejects.toThrow('broken');
  });

  it('closes the source when nobody wants more', async () => {
    let closed = false;
    async function* watched(): AsyncGenerator<number> {
      try {
        yield* numbers(9);
      } finally {
        closed = true;
      }
    }
    for await (const list of gathered(watched(), { most: 2, lingerMs: 60_000 })) {
      expect(list).toEqual([0, 1]);
      break;
    }
    expect(closed).toBe(true);
  });
});
