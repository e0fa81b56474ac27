import { openUpstream, type Upstream } from '../../../calls/http/upstream.ts';
import type { Advisor } from './advisor.ts';
import { chatAdvisor } from './chat-advisor.ts';
import { readPrompt } from './prompt.ts';

export interface AdvisorSettings {
  readonly llmBaseUrl: string | undefined;
  readonly llmModel: string | undefined;
  readonly llmApiKey: string | undefined;
  /** Real ms for one answer. */
  readonly llmTimeoutMs: number;
  readonly llmMaxCalls: number;
  /** The folder of the prompt. */
  readonly prompts: string;
}

/** The advisor that the settings ask for; undefined where they name no endpoint. */
export function openAdvisor(
  settings: AdvisorSettings,
): { advisor: Advisor; upstream: Upstream } | undefined {
  const { llmBaseUrl, llmModel, llmApiKey, llmTimeoutMs, llmMaxCalls, prompts } = settings;
  if (llmBaseUrl === undefined || llmModel === undefined) return undefined;
  const upstream = openUpstream(llmBaseUrl);
  const advisor = chatAdvisor({
    upstream,
    model: llmModel,
    apiKey: llmApiKey,
    prompt: readPrompt(prompts),
    timeoutMs: llmTimeoutMs,
    maxCalls: llmMaxCalls,
  });
  return { advisor, upstream };
}
