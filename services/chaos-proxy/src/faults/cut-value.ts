import type { Json, Place } from '../dialects/index.ts';

/** The first `share` of a text, or of the members of an object; anything else as it is. */
export function firstPart(value: Json | undefined, share: number): Json {
  if (typeof value === 'string') return value.slice(0, keptOf(value.length, share));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  const members = Object.entries(value);
  return Object.fromEntries(members.slice(0, keptOf(members.length, share)));
}

/** Replaces what is at a place. */
export function put({ holder, key }: Place, value: Json): void {
  holder[key] = value;
}

export function keptOf(length: number, share: number): number {
  return Math.floor(length * share);
}
