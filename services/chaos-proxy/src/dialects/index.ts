import { anthropic } from './anthropic.ts';
import type { Dialect, JsonObject } from './dialect.ts';
import { gemini } from './gemini.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';

export type { Dialect, Json, JsonObject, Place } from './dialect.ts';
export { isObject, objectAt, parseObject, wordOf } from './json.ts';

/** Every protocol for model answers that a fault can speak; the first that owns a value is its. */
const DIALECTS: readonly Dialect[] = [anthropic, openaiResponses, openaiChat, gemini];

/** The protocol that a parsed event or answer is of; undefined where it is none of these. */
export function dialectOf(value: JsonObject): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.owns(value));
}
