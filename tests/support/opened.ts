import { afterEach } from 'vitest';

export type Closable = { close: () => Promise<void> };

/** Gathers what a test opens and closes it when the test is over, the last opened first. */
export function opened(): <T extends Closable>(one: T) => T {
  const open: Closable[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await one.close();
  });
  return (one) => {
    open.push(one);
    return one;
  };
}
