export { type AgentConfig, readConfig } from './config.ts';
export { type Agent, createAgent } from './create-agent.ts';
export { executeToolSafely } from './task/execute-tool-safely.ts';
export { runTask } from './task/run-task.ts';
