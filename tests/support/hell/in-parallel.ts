/** Does something for each of a list, so many at a time; the first failure ends it. */
export async function inParallel<T>(
  list: readonly T[],
  atOnce: number,
  act: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < list.length) {
      const index = next;
      next += 1;
      await act(list[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
