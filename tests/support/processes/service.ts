// A small process wired with the service kit as the real ones are; tests start and stop it.
import { createServer } from 'node:http';
import {
  announceListening,
  closeServer,
  defineSettings,
  listen,
  loadConfig,
  onShutdown,
  runMain,
  serverLimits,
  value,
} from '@chaos-lab/service-kit';

const settings = defineSettings({
  port: { flag: 'port', env: 'PORT', schema: value.port(), default: 0, describe: 'port' },
  linger: {
    flag: 'linger',
    schema: value.milliseconds(),
    default: 0,
    describe: 'how long the end takes',
  },
  deadline: {
    flag: 'deadline',
    schema: value.milliseconds(),
    default: 3000,
    describe: 'when the end is forced',
  },
});

await runMain('toy', async ({ argv, env, readFile, stdout, stderr }) => {
  const program = { name: 'toy', description: 'A toy.', version: '1' };
  const config = loadConfig(settings, { argv, env, readFile, program });
  const server = createServer(serverLimits(), (request, response) => {
    if (request.url === '/slow') setTimeout(() => response.end('late'), 300);
    else if (request.url === '/hang') stderr.write('holding a request\n');
    else response.end('ok');
  });
  const traffic = await listen(server, { port: config.port, host: '127.0.0.1', name: 'toy' });
  onShutdown(
    [
      ({ signal, error }) => stderr.write(`ending: ${signal ?? error?.message ?? 'parent'}\n`),
      () => closeServer(server, 1000),
      () => new Promise((resolve) => setTimeout(resolve, config.linger)),
      () => stderr.write('ended\n'),
    ],
    { deadlineMs: config.deadline, onForced: (why) => stderr.write(`forced: ${why}\n`) },
  );
  if (env['TOY_BUG'] === '1') {
    setTimeout(() => {
      throw new Error('a bug');
    }, 10);
  }
  announceListening('toy', { traffic }, stdout);
});
