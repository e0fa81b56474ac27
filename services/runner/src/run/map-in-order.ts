/**
 * Works on the items of `source`, at most `concurrency` at once, and yields the results in the
 * order of the source. Results that wait for an earlier one are bounded by `window`; nothing new
 * starts once an item has failed, and the failure surfaces when its turn comes.
 */
export async function* mapInOrder<T, R>(
  source: Iterable<T>,
  options: { readonly concurrency: number; readonly window: number },
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const iterator = source[Symbol.iterator]();
  const pending: Promise<R>[] = [];
  let running = 0;
  let closed = false;

  const fill = (): void => {
    while (!closed && running < options.concurrency && pending.length < options.window) {
      const next = iterator.next();
      if (next.done === true) {
        closed = true;
        return;
      }
      running += 1;
      const result = work(next.value);
      pending.push(result);
      result.then(settled, failed);
    }
  };
  const settled = (): void => {
    running -= 1;
    fill();
  };
  const failed = (): void => {
    closed = true;
    running -= 1;
  };

  fill();
  try {
    for (let head = pending[0]; head !== undefined; head = pending[0]) {
      const result = await head;
      void pending.shift();
      fill();
      yield result;
    }
  } finally {
    closed = true;
    await Promise.allSettled(pending);
  }
}
