export { readConfig } from './config.ts';
export { createAgent } from './create-agent.ts';
export { executeToolSafely } from './execute-tool-safely.ts';
