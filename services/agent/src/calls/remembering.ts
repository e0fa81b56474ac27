import type { AnswerCache } from './answer-cache.ts';
import type { ToolExecutor } from './executor.ts';

/** Keeps the last good answer of every read, for `fallback_stale`. */
export function remembering(next: ToolExecutor, cache: AnswerCache): ToolExecutor {
  return {
    async execute(call) {
      const result = await next.execute(call);
      if (result.ok && call.tool.safe) cache.put(call.tool.name, call.input, result.value);
      return result;
    },
  };
}
