import { isObject } from '../naming/json-pointer.ts';

/** The JSON objects of an answer: one, a batch, or those of a stream of events. */
export function jsonMessages(body: string): Record<string, unknown>[] {
  const texts = /^\s*[[{]/.test(body)
    ? [body]
    : body.split(/\r?\n/).flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []));
  return texts.flatMap((text) => {
    try {
      const value: unknown = JSON.parse(text);
      return (Array.isArray(value) ? value : [value]).filter(isObject);
    } catch {
      return [];
    }
  });
}
