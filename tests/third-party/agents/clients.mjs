// Clients as their READMEs set them up, with nothing changed but the base URL. Each is asked to order
// a pet with one tool; `order` is that tool, and what `run` gives is the text that its user would see.
import { createRequire } from 'node:module';
import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { GoogleGenAI } from '@google/genai';
import { HumanMessage } from '@langchain/core/messages';
import { tool as langchainTool } from '@langchain/core/tools';
import { ChatAnthropic } from '@langchain/anthropic';
import { ChatOpenAI } from '@langchain/openai';
import {
  Client as Client2,
  StreamableHTTPClientTransport as Http2,
} from '@modelcontextprotocol/client';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Http1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  Agent,
  OpenAIProvider,
  Runner,
  setTracingDisabled,
  tool as agentTool,
} from '@openai/agents';
import { generateText, stepCountIs, streamText, tool as aiTool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

setTracingDisabled(true);
const require = createRequire(import.meta.url);
const versions = require('./package.json').dependencies;
const PROMPT = 'Order a pet.';
const SHAPE = z.object({ petId: z.number(), quantity: z.number() });
const description = 'Order a pet.';
const parameters = z.toJSONSchema(SHAPE);
const messages = [{ role: 'user', content: PROMPT }];
const openaiTools = [
  { type: 'function', function: { name: 'place_order', description, parameters } },
];

const openai = (base) => new OpenAI({ baseURL: `${base}/v1`, apiKey: 'none', logLevel: 'off' });
const anthropic = (base) => new Anthropic({ baseURL: base, apiKey: 'none', logLevel: 'off' });
const aiTools = (order) => ({
  place_order: aiTool({ description, inputSchema: SHAPE, execute: (args) => order(args) }),
});

async function aiStream(model, { order, signal }) {
  const errors = [];
  const result = streamText({
    model,
    prompt: PROMPT,
    tools: aiTools(order),
    stopWhen: stepCountIs(3),
    abortSignal: signal,
    onError: ({ error }) => errors.push(error),
  });
  let text = '';
  for await (const part of result.textStream) text += part;
  if (errors.length > 0) throw errors[0];
  return text;
}

async function langchain(model, { order, signal }) {
  const place = langchainTool(order, { name: 'place_order', description, schema: SHAPE });
  let whole;
  const stream = await model.bindTools([place]).stream([new HumanMessage(PROMPT)], { signal });
  for await (const chunk of stream) whole = whole === undefined ? chunk : whole.concat(chunk);
  for (const call of whole?.tool_calls ?? []) await place.invoke(call);
  return whole?.text ?? '';
}

async function mcp(Client, Http, { base, session, signal }, options = {}) {
  const client = new Client({ name: 'client', version: '1.0.0' }, options);
  await client.connect(new Http(new URL(`${base}/mcp?session=${session}`)));
  try {
    const call = { name: 'place_order', arguments: { petId: 7, quantity: 1 } };
    const result =
      Client === Client1
        ? await client.callTool(call, undefined, { signal })
        : await client.callTool(call, { signal });
    if (result.isError) throw new Error(`the tool failed: ${result.content[0].text}`);
    return result.content[0].text;
  } finally {
    await Promise.race([client.close(), new Promise((resolve) => setTimeout(resolve, 200))]);
  }
}

export const CLIENTS = [
  {
    name: 'openai-chat',
    title: `openai ${versions.openai}, chat stream read in a loop`,
    async run({ base, order, signal }) {
      const stream = await openai(base).chat.completions.create(
        { model: 'm', messages, tools: openaiTools, stream: true },
        { signal },
      );
      let text = '';
      let args = '';
      for await (const { choices } of stream) {
        text += choices[0]?.delta.content ?? '';
        args += choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '';
      }
      if (args !== '') await order(JSON.parse(args));
      return text;
    },
  },
  {
    name: 'openai-run-tools',
    title: `openai ${versions.openai}, runTools with stream`,
    async run({ base, order, signal }) {
      const run = {
        function: order,
        parse: JSON.parse,
        name: 'place_order',
        description,
        parameters,
      };
      const runner = openai(base).chat.completions.runTools(
        { model: 'm', messages, tools: [{ type: 'function', function: run }], stream: true },
        { signal },
      );
      return runner.finalContent();
    },
  },
  {
    name: 'openai-responses',
    title: `openai ${versions.openai}, responses.stream`,
    async run({ base, order, signal }) {
      const stream = openai(base).responses.stream(
        {
          model: 'm',
          input: PROMPT,
          tools: [
            { type: 'function', name: 'place_order', description, parameters, strict: false },
          ],
        },
        { signal },
      );
      const response = await stream.finalResponse();
      for (const item of response.output) {
        if (item.type === 'function_call') await order(JSON.parse(item.arguments));
      }
      return response.output_text;
    },
  },
  {
    name: 'anthropic-stream',
    title: `@anthropic-ai/sdk ${versions['@anthropic-ai/sdk']}, messages.stream`,
    async run({ base, order, signal }) {
      const tools = [{ name: 'place_order', description, input_schema: parameters }];
      const stream = anthropic(base).messages.stream(
        { model: 'm', max_tokens: 100, messages, tools },
        { signal },
      );
      const message = await stream.finalMessage();
      for (const block of message.content) if (block.type === 'tool_use') await order(block.input);
      return message.content.find(({ type }) => type === 'text')?.text ?? '';
    },
  },
  {
    name: 'anthropic-tool-runner',
    title: `@anthropic-ai/sdk ${versions['@anthropic-ai/sdk']}, toolRunner with stream`,
    async run({ base, order, signal }) {
      const run = betaZodTool({ name: 'place_order', description, inputSchema: SHAPE, run: order });
      const runner = anthropic(base).beta.messages.toolRunner(
        { model: 'm', max_tokens: 100, messages, tools: [run], stream: true },
        { signal },
      );
      let last;
      for await (const stream of runner) last = await stream.finalMessage();
      return last?.content.find(({ type }) => type === 'text')?.text ?? '';
    },
  },
  {
    name: 'ai-stream-openai',
    title: `ai ${versions.ai}, streamText on @ai-sdk/openai ${versions['@ai-sdk/openai']}`,
    run: (task) =>
      aiStream(createOpenAI({ baseURL: `${task.base}/v1`, apiKey: 'none' }).chat('m'), task),
  },
  {
    name: 'ai-stream-anthropic',
    title: `ai ${versions.ai}, streamText on @ai-sdk/anthropic ${versions['@ai-sdk/anthropic']}`,
    run: (task) =>
      aiStream(createAnthropic({ baseURL: `${task.base}/v1`, apiKey: 'none' })('m'), task),
  },
  {
    name: 'ai-generate-openai',
    title: `ai ${versions.ai}, generateText on @ai-sdk/openai ${versions['@ai-sdk/openai']}`,
    isWhole: true,
    async run({ base, order, signal }) {
      const { text } = await generateText({
        model: createOpenAI({ baseURL: `${base}/v1`, apiKey: 'none' }).chat('m'),
        prompt: PROMPT,
        tools: aiTools(order),
        stopWhen: stepCountIs(3),
        abortSignal: signal,
      });
      return text;
    },
  },
  {
    name: 'langchain-openai',
    title: `@langchain/openai ${versions['@langchain/openai']}, stream`,
    run: (task) =>
      langchain(
        new ChatOpenAI({
          model: 'm',
          apiKey: 'none',
          configuration: { baseURL: `${task.base}/v1` },
        }),
        task,
      ),
  },
  {
    name: 'langchain-anthropic',
    title: `@langchain/anthropic ${versions['@langchain/anthropic']}, stream`,
    run: (task) =>
      langchain(
        new ChatAnthropic({ model: 'm', apiKey: 'none', anthropicApiUrl: task.base }),
        task,
      ),
  },
  {
    name: 'google-genai',
    title: `@google/genai ${versions['@google/genai']}, generateContentStream`,
    async run({ base, order, signal }) {
      const ai = new GoogleGenAI({
        apiKey: 'none',
        httpOptions: { baseUrl: base, apiVersion: 'v1beta' },
      });
      const stream = await ai.models.generateContentStream({
        model: 'm',
        contents: PROMPT,
        config: {
          abortSignal: signal,
          tools: [
            {
              functionDeclarations: [
                { name: 'place_order', description, parametersJsonSchema: parameters },
              ],
            },
          ],
        },
      });
      let text = '';
      for await (const chunk of stream) {
        text +=
          chunk.candidates?.[0]?.content?.parts?.map((part) => part.text ?? '').join('') ?? '';
        for (const call of chunk.functionCalls ?? []) await order(call.args);
      }
      return text;
    },
  },
  {
    name: 'openai-agents',
    title: `@openai/agents ${versions['@openai/agents']}, run with stream`,
    async run({ base, order, signal }) {
      const provider = new OpenAIProvider({ openAIClient: openai(base), useResponses: false });
      const place = agentTool({
        name: 'place_order',
        description,
        parameters: SHAPE,
        execute: order,
      });
      const agent = new Agent({
        name: 'clerk',
        instructions: 'Order.',
        model: 'm',
        tools: [place],
      });
      const runner = new Runner({ modelProvider: provider, tracingDisabled: true });
      const result = await runner.run(agent, PROMPT, { stream: true, signal });
      await result.completed;
      return result.finalOutput ?? '';
    },
  },
  {
    name: 'mcp-1',
    title: `@modelcontextprotocol/sdk ${versions['@modelcontextprotocol/sdk']}, callTool`,
    isMcp: true,
    run: (task) => mcp(Client1, Http1, task),
  },
  {
    name: 'mcp-2',
    title: `@modelcontextprotocol/client ${versions['@modelcontextprotocol/client']}, callTool`,
    isMcp: true,
    run: (task) =>
      mcp(Client2, Http2, task, { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
  },
];
