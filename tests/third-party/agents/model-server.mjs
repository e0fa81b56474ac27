// A model without a key: it orders a pet by a tool, streamed or whole, in the protocols of OpenAI,
// Anthropic and Gemini. Every turn counts the same tokens, so that lost ones can be added up.
import { LLMock } from '@copilotkit/aimock';

export const USAGE = { input: 120, output: 40 };
export const TEXT = 'I order a pet.';
export const ORDER = { petId: 7, quantity: 1 };
export const DONE = 'The order is placed.';

/** Starts it on a port (0: a free one) and gives its URL. */
export async function startModel(port = 0) {
  const usage = {
    prompt_tokens: USAGE.input,
    completion_tokens: USAGE.output,
    total_tokens: USAGE.input + USAGE.output,
    input_tokens: USAGE.input,
    output_tokens: USAGE.output,
    promptTokenCount: USAGE.input,
    candidatesTokenCount: USAGE.output,
    totalTokenCount: USAGE.input + USAGE.output,
  };
  const mock = new LLMock({ port, chunkSize: 7, logLevel: 'silent' });
  mock.on({ hasToolResult: true }, { content: DONE, usage });
  mock.on(
    { userMessage: /pet/i },
    {
      content: TEXT,
      toolCalls: [{ name: 'place_order', arguments: JSON.stringify(ORDER) }],
      usage,
    },
  );
  await mock.start();
  return { url: mock.url, stop: () => mock.stop() };
}

if (import.meta.main) {
  const { url } = await startModel(Number(process.argv[2] ?? 8000));
  process.stdout.write(
    `A model without a key listens on ${url}: /v1 for OpenAI, / for Anthropic and Gemini\n`,
  );
}
