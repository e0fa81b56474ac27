import { type JsonObject, objectAt } from '../dialects/index.ts';

/** Tokens of one model call, as its answer counts them. */
export type Usage = { readonly input: number; readonly output: number };

/**
 * The tokens that a parsed answer or event counts, under the names of Anthropic, OpenAI (chat and
 * responses) or Gemini; undefined where it counts none.
 */
export function usageIn(value: JsonObject): Partial<Usage> | undefined {
  for (const holder of [value, objectAt(value, 'message'), objectAt(value, 'response')]) {
    const found = counts({ ...objectAt(holder, 'usage'), ...objectAt(holder, 'usageMetadata') });
    if (found !== undefined) return found;
  }
  return undefined;
}

function counts(usage: JsonObject): Partial<Usage> | undefined {
  const input = first(usage, 'input_tokens', 'prompt_tokens', 'promptTokenCount');
  const output = first(usage, 'output_tokens', 'completion_tokens', 'candidatesTokenCount');
  if (input === undefined && output === undefined) return undefined;
  return { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
}

function first(usage: JsonObject, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = usage[name];
    if (typeof value === 'number' && value >= 0) return value;
  }
  return undefined;
}
