import { createServer } from 'node:http';
import {
  announceListening,
  closeServer,
  createLogger,
  growSlowly,
  listen,
  onShutdown,
  runMain,
  serverLimits,
} from '@chaos-lab/service-kit';
import { readConfig } from './config.ts';
import { createAgent } from './create-agent.ts';

growSlowly();

await runMain('agent', async ({ argv, env, readFile, stdout }) => {
  const config = readConfig({ argv, env, readFile });
  const log = createLogger('agent', config.logLevel);
  const agent = createAgent(config, log);
  const server = createServer(serverLimits(), agent.app);
  const address = await listen(server, { port: config.port, host: config.host, name: 'agent' });
  onShutdown([() => closeServer(server, 5_000), () => agent.close()], { deadlineMs: 10_000 });
  announceListening('agent', { traffic: address }, stdout);
  log.info({ upstream: config.baseUrl, playbooks: agent.services.library.names() }, 'ready');
});
