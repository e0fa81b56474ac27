import { createLogger } from '@chaos-lab/service-kit';
import { type Agent, type AgentConfig, createAgent } from '@chaos-lab/agent';
import { fileURLToPath } from 'node:url';

const ASSETS = new URL('../../../assets/', import.meta.url);
const folder = (name: string): string => fileURLToPath(new URL(name, ASSETS));

export type OpenAgent = Agent & {
  /** Everything it logged. */
  readonly unexpected: () => string;
};

/** An agent as it starts without flags, not listening; nothing is at its base URL unless given. */
export function openAgent(config: Partial<AgentConfig> = {}): OpenAgent {
  let log = '';
  const output = { write: (line: string) => void (log += line) };
  const settings = {
    baseUrl: 'http://127.0.0.1:9/api/v3',
    playbook: undefined,
    playbooks: folder('playbooks'),
    knowledgeBase: folder('knowledge_base'),
    prompts: folder('prompts'),
    llmBaseUrl: undefined,
    llmModel: undefined,
    llmApiKey: undefined,
    llmTimeoutMs: 1_000,
    llmMaxCalls: 1,
    watch: false,
    port: 0,
    host: '127.0.0.1',
    attemptFloorMs: 100,
    deadlineFloorMs: 100,
    logLevel: 'trace',
    ...config,
  } as AgentConfig;
  const agent = createAgent(settings, createLogger('agent', 'trace', { pretty: false, output }));
  return { ...agent, unexpected: () => log };
}
