import type { Ordinals } from '@chaos-lab/contracts';

/** Whether a number is among those that a scenario names. */
export function ordinalTest(ordinals: Ordinals): (ordinal: number) => boolean {
  if (typeof ordinals === 'number') return (ordinal) => ordinal === ordinals;
  if (Array.isArray(ordinals)) {
    const named = new Set(ordinals);
    return (ordinal) => named.has(ordinal);
  }
  const { from, to = Infinity } = ordinals;
  return (ordinal) => from <= ordinal && ordinal <= to;
}
