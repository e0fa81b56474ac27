export { runCommandLine } from './cli/run-command-line.ts';
export { createMetrics } from './metrics.ts';
