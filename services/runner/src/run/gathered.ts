/**
 * Passes the items of `source` on in lists: as many as come while none of a list has waited for
 * `lingerMs` (real ms), at most `most`. Keeps their order. What came before a failure of the source
 * is passed on first.
 */
export async function* gathered<T>(
  source: AsyncIterator<T>,
  { most, lingerMs }: { readonly most: number; readonly lingerMs: number },
): AsyncGenerator<readonly T[]> {
  let next = source.next();
  try {
    for (let first = await next; first.done !== true; first = await next) {
      const list = [first.value];
      next = source.next();
      // Its failure surfaces in the next turn of the loop, not as an unhandled rejection.
      next.catch(() => undefined);
      await fill(list);
      yield list;
    }
  } finally {
    await source.return?.();
  }

  async function fill(list: T[]): Promise<void> {
    const over = Promise.withResolvers<'over'>();
    const timer = setTimeout(() => over.resolve('over'), lingerMs);
    while (list.length < most) {
      const result = await Promise.race([next.catch(() => 'failed' as const), over.promise]);
      if (result === 'over' || result === 'failed' || result.done === true) break;
      list.push(result.value);
      next = source.next();
      next.catch(() => undefined);
    }
    clearTimeout(timer);
  }
}
