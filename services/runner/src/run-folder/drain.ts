/** Hands every item of a generator to `take` and resolves to what the generator returns. */
export async function drain<T, R>(
  source: AsyncGenerator<T, R>,
  take: (item: T) => void,
): Promise<R> {
  while (true) {
    const next = await source.next();
    if (next.done === true) return next.value;
    take(next.value);
  }
}
