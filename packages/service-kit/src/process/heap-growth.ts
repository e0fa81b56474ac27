import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

// How far V8 lets the heap grow before it collects. To be called before any work.

/**
 * Makes V8 collect garbage early. What lives in a service of the lab is some 40 MB however long it
 * runs, but V8 lets garbage pile up to several times that and hands little back; with this the
 * resident size of a process stays where it is after its first minute.
 */
export function collectEarly(): void {
  setFlagsFromString('--optimize-for-size');
  // Once V8 runs, a most size of the young generation is not looked at any more; its growth is.
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Lets the heap grow by half between two collections of old objects, where V8 by itself lets it grow
 * fourfold. For a process with much that lives for a while and then goes, such as records of calls: its
 * resident size levels off early, at the price of a few more collections.
 */
export function growSlowly(): void {
  setFlagsFromString('--heap-growing-percent=50');
}

const ENOUGH_YOUNG_BYTES = 8 * 2 ** 20;
const LOOK_EVERY_MS = 100;

/**
 * Stops the young generation from growing once it has some 8 to 16 MB. Under load V8 lets it become
 * 64 MB, whose collections take longer than a fast server may for the slowest in a hundred answers.
 * For a process of whose objects few outlive a request. What V8 takes back in a quiet hour may grow
 * again.
 */
export function pauseBriefly(): void {
  let mayGrow = true;
  setInterval(() => {
    const isSmall = youngBytes() < ENOUGH_YOUNG_BYTES;
    if (isSmall === mayGrow) return;
    mayGrow = isSmall;
    // Once V8 runs, a most size of the young generation is not looked at any more; its growth is.
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
  }, LOOK_EVERY_MS).unref();
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find((one) => one.space_name === 'new_space')?.space_size ?? 0;
}
