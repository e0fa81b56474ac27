import type { Json, JsonObject } from './dialect.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; none where it is no list. */
export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The object of that name; an empty one where there is none. */
export function objectAt(value: JsonObject, name: string): JsonObject {
  const found = value[name];
  return isObject(found) ? found : {};
}

/** A text as a JSON object; undefined where it is none. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function copyOf<T extends Json>(value: T): T {
  return structuredClone(value);
}

/** The id of a second call that stands for the same wish. */
export function secondId(id: Json | undefined): string {
  return `${typeof id === 'string' ? id : 'call'}_2`;
}

/** A string or a number as text; an empty one for anything else. */
export function wordOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
