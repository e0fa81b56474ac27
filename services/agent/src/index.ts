export { type AgentConfig, readConfig } from './config.ts';
export { type Agent, createAgent } from './create-agent.ts';
export { lookup, type Question, type Resolution } from './playbook/lookup.ts';
export { type LoadedPlaybook, parsePlaybook } from './playbook/parse-playbook.ts';
export { PlaybookError } from './playbook/playbook-error.ts';
