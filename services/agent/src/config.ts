import { PETSTORE_BASE_PATH, PORT } from '@chaos-lab/contracts';
import {
  type ConfigInput,
  type ConfigOf,
  defineSettings,
  loadConfig,
  type ProcessWatch,
  value,
  watchProcess,
} from '@chaos-lab/service-kit';
import { DEFAULT_FLOORS } from './calls/context/task-context.ts';

const SETTINGS = defineSettings({
  baseUrl: {
    flag: 'base-url',
    env: ['AGENT_BASE_URL', 'BASE_URL'],
    describe: 'the API that the tools call, its base path included',
    schema: value.httpUrl(),
    default: `http://127.0.0.1:${PORT.proxy}${PETSTORE_BASE_PATH}`,
  },
  playbook: {
    flag: 'playbook',
    env: 'AGENT_PLAYBOOK',
    describe: 'a playbook file; becomes the default, under the name of the file',
    placeholder: 'file',
    schema: value.text(),
  },
  playbooks: {
    flag: 'playbooks',
    env: 'AGENT_PLAYBOOKS',
    describe: 'the folder whose *.json are the playbooks that a task may name; absent: ours',
    placeholder: 'folder',
    schema: value.text(),
  },
  knowledgeBase: {
    flag: 'knowledge-base',
    env: 'AGENT_KNOWLEDGE_BASE',
    describe: 'the folder whose *.json are searched for unknown errors; absent: ours',
    placeholder: 'folder',
    schema: value.text(),
  },
  prompts: {
    flag: 'prompts',
    env: 'AGENT_PROMPTS',
    describe: 'the folder of the prompt for the chat endpoint; absent: ours',
    placeholder: 'folder',
    schema: value.text(),
  },
  llmBaseUrl: {
    flag: 'llm-base-url',
    env: 'AGENT_LLM_BASE_URL',
    describe: 'an OpenAI-compatible API to ask about unknown errors, /v1 included; absent: nobody',
    schema: value.httpUrl(),
  },
  llmModel: {
    flag: 'llm-model',
    env: 'AGENT_LLM_MODEL',
    describe: 'the model to ask there',
    schema: value.text(),
  },
  llmApiKey: {
    flag: 'llm-api-key',
    env: 'AGENT_LLM_API_KEY',
    describe: 'the key for it; better in the environment',
    schema: value.text(),
    secret: true,
  },
  llmTimeoutMs: {
    flag: 'llm-timeout-ms',
    env: 'AGENT_LLM_TIMEOUT_MS',
    describe: 'real milliseconds for one answer',
    schema: value.milliseconds(),
    default: 5_000,
  },
  llmMaxCalls: {
    flag: 'llm-max-calls',
    env: 'AGENT_LLM_MAX_CALLS',
    describe: 'questions that the process may ask in its life',
    schema: value.integer({ min: 0 }),
    default: 100,
  },
  watch: {
    kind: 'switch',
    flag: 'watch',
    env: 'AGENT_WATCH',
    describe: 'read a playbook file again when it changes',
    default: true,
  },
  journal: {
    flag: 'journal',
    env: 'AGENT_JOURNAL',
    describe:
      'a file that keeps what tasks have written, so that they can be resumed after a crash; absent: memory',
    placeholder: 'file',
    schema: value.text(),
  },
  port: {
    flag: 'port',
    env: 'PORT',
    describe: 'port of the HTTP API, 0 for a free one',
    schema: value.port(),
    default: PORT.agent,
  },
  host: {
    flag: 'host',
    env: 'HOST',
    describe: 'address to listen on',
    schema: value.text(),
    default: '127.0.0.1',
  },
  attemptFloorMs: {
    flag: 'attempt-floor-ms',
    env: 'AGENT_ATTEMPT_FLOOR_MS',
    describe: 'least real milliseconds of a call at a time scale above 1',
    schema: value.milliseconds(),
    default: DEFAULT_FLOORS.attemptMs,
  },
  deadlineFloorMs: {
    flag: 'deadline-floor-ms',
    env: 'AGENT_DEADLINE_FLOOR_MS',
    describe: 'least real milliseconds of a task at a time scale above 1',
    schema: value.milliseconds(),
    default: DEFAULT_FLOORS.deadlineMs,
  },
  logLevel: {
    flag: 'log-level',
    env: 'LOG_LEVEL',
    describe: 'how much to log',
    schema: value.logLevel(),
    default: 'info',
  },
});

export type AgentConfig = ConfigOf<typeof SETTINGS>;

/** Watches this process, which can then tell by what settings it runs. */
export function watchAgent(config: AgentConfig): ProcessWatch {
  return watchProcess('agent', SETTINGS, config);
}

/** The agent's settings; throws a ConfigError that lists every problem. */
export function readConfig(input: Omit<ConfigInput, 'program'>): AgentConfig {
  const source = {
    ...input,
    knownSections: ['petstore-mock', 'chaos-proxy', 'agent', 'runner'],
    program: {
      name: 'agent',
      description: 'Does tasks with tools over HTTP and recovers by a playbook.',
      version: '0.1.0',
    },
  };
  return loadConfig(SETTINGS, source, function* incomplete(config) {
    if (config.llmBaseUrl !== undefined && config.llmModel === undefined) {
      yield '--llm-base-url: a model is missing: expected --llm-model or AGENT_LLM_MODEL';
    }
  });
}
