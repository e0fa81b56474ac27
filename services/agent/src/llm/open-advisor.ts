import { assets } from '../assets.ts';
import type { AgentConfig } from '../config.ts';
import { openUpstream, type Upstream } from '../http/upstream.ts';
import type { Advisor } from './advisor.ts';
import { chatAdvisor } from './chat-advisor.ts';
import { readPrompt } from './prompt.ts';

/** The advisor that the settings ask for; undefined where they name no endpoint. */
export function openAdvisor(
  config: AgentConfig,
): { advisor: Advisor; upstream: Upstream } | undefined {
  const { llmBaseUrl, llmModel, llmApiKey, llmTimeoutMs, llmMaxCalls, prompts } = config;
  if (llmBaseUrl === undefined || llmModel === undefined) return undefined;
  const upstream = openUpstream(llmBaseUrl);
  const advisor = chatAdvisor({
    upstream,
    model: llmModel,
    apiKey: llmApiKey,
    prompt: readPrompt(prompts ?? assets('prompts')),
    timeoutMs: llmTimeoutMs,
    maxCalls: llmMaxCalls,
  });
  return { advisor, upstream };
}
