import { pMapIterable } from 'p-map';

/**
 * Works on the items of `source`, at most `concurrency` at once, and yields the results in the
 * order of the source. Results that wait for an earlier one are bounded by `window`; nothing new
 * starts once an item has failed, and the failure surfaces when its turn comes. Whoever stops early
 * waits for what is under way.
 */
export async function* mapInOrder<T, R>(
  source: Iterable<T>,
  options: { readonly concurrency: number; readonly window: number },
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running = new Set<Promise<R>>();
  const results = pMapIterable<T, R>(
    source,
    (item) => {
      const result = work(item);
      running.add(result);
      const over = (): void => void running.delete(result);
      result.then(over, over);
      return result;
    },
    { concurrency: options.concurrency, backpressure: options.window },
  );
  try {
    yield* results as AsyncIterable<R>;
  } finally {
    await Promise.allSettled(running);
  }
}
