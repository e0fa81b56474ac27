import { z } from 'zod';
import { type Beginning, CallWatch } from '../../../calls/http/call-watch.ts';
import type { Upstream } from '../../../calls/http/upstream.ts';
import type { Question } from '../lookup.ts';
import type { Advice, Advisor } from './advisor.ts';
import type { Prompt } from './prompt.ts';
import { readAdvice } from './read-advice.ts';
import { readChoice } from './read-choice.ts';

export interface ChatAdvisorOptions {
  /** An OpenAI-compatible API, its base path (`/v1`) included. */
  readonly upstream: Upstream;
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly prompt: Prompt;
  /** Real ms for one answer. */
  readonly timeoutMs: number;
  /** Questions that the process may send in its life. */
  readonly maxCalls: number;
}

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/**
 * Asks a chat endpoint for a strategy. Each tool and error is asked once, also when many tasks meet
 * it together; a failed question is forgotten, so that a later one may ask again.
 */
export function chatAdvisor(options: ChatAdvisorOptions): Advisor {
  const { model, maxCalls } = options;
  const asked = new Map<string, Promise<Advice>>();
  let calls = 0;
  return {
    model,
    async ask(question) {
      const key = `${question.tool}\n${question.condition}`;
      const known = asked.get(key);
      if (known !== undefined) return known;
      if (calls >= maxCalls) return { type: 'refused', why: `${maxCalls} questions were asked` };
      calls += 1;
      const asking = advise(options, question);
      asked.set(key, asking);
      const advice = await asking;
      if (advice.type === 'refused') asked.delete(key);
      return advice;
    },
    async choose(objective, workflows) {
      if (calls >= maxCalls) return { type: 'refused', why: `${maxCalls} questions were asked` };
      calls += 1;
      const { system, user } = options.prompt.choose;
      const answer = await complete(options, system(workflows), user(objective));
      return answer.ok ? readChoice(answer.text) : { type: 'refused', why: answer.why };
    },
  };
}

async function advise(options: ChatAdvisorOptions, question: Question): Promise<Advice> {
  const { prompt } = options;
  const answer = await complete(options, prompt.system, prompt.user(question));
  return answer.ok ? readAdvice(answer.text) : { type: 'refused', why: answer.why };
}

type Completion =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

async function complete(
  options: ChatAdvisorOptions,
  system: string,
  user: string,
): Promise<Completion> {
  const { upstream, model } = options;
  try {
    const { data } = await upstream.plain.request<string>({
      method: 'post',
      url: '/chat/completions',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      data: JSON.stringify({
        model,
        temperature: 0,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
        response_format: { type: 'json_object' },
      }),
      watch: new AdvisorCall(options),
    });
    const { choices } = completionSchema.parse(JSON.parse(data));
    return { ok: true, text: choices[0]?.message.content ?? '' };
  } catch (error) {
    const why = error instanceof z.ZodError ? 'its answer is no chat completion' : reason(error);
    return { ok: false, why: `the model could not be asked: ${why}` };
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

class AdvisorCall extends CallWatch {
  readonly signal = undefined;
  readonly #options: ChatAdvisorOptions;

  constructor(options: ChatAdvisorOptions) {
    super();
    this.#options = options;
  }

  begin(): Beginning {
    const { apiKey, timeoutMs } = this.#options;
    const headers: Record<string, string> =
      apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` };
    return { headers, limit: { ms: timeoutMs, condition: 'timeout' } };
  }

  end(): void {
    // The outcome of the call is all there is to know.
  }
}
