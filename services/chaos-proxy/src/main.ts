import { createServer } from 'node:http';
import {
  announceListening,
  closeServer,
  createLogger,
  growSlowly,
  listen,
  type MainContext,
  onShutdown,
  pauseBriefly,
  runMain,
  serverLimits,
  systemClock,
  watchFile,
} from '@chaos-lab/service-kit';
import { assemble } from './assemble.ts';
import { loadProxyConfig } from './config.ts';
import { isRemoteVerb, remoteCommand } from './remote/remote-command.ts';
import { tapeCommand } from './tape-command/index.ts';
import { createTrafficServer } from './call/index.ts';

const NAME = 'chaos-proxy';

growSlowly();
pauseBriefly();

await runMain(NAME, (context) => {
  const { argv, stdout, stderr } = context;
  if (argv[0] === 'tape') return tapeCommand(argv, stdout, stderr);
  return isRemoteVerb(argv[0]) ? remoteCommand(argv, context.env, context) : serve(context);
});

/** A cut connection settles its call a moment later; the tape waits for it, but not for ever. */
async function callsToEnd(open: () => number): Promise<void> {
  for (let turn = 0; turn < 100 && open() > 0; turn += 1) await systemClock.sleep(5);
}

async function serve(context: MainContext): Promise<void> {
  const { argv, env, readFile, stdout } = context;
  const config = loadProxyConfig({
    argv,
    env,
    readFile,
    program: {
      name: NAME,
      description:
        'Forwards to an API and breaks what it is told to break. Its words scenario, rule, fail-next, ' +
        'records, plan and explain drive one that is running; tape looks at a recorded tape.',
      version: '0.1.0',
    },
    knownSections: ['petstore-mock', 'agent', 'runner'],
  });
  const log = createLogger(NAME, config.logLevel);
  const {
    admin: controlPlane,
    engine,
    forwarder,
    tape,
    traffic,
    reload,
    scenarioFile,
  } = await assemble(config, context, log);
  const server = createTrafficServer(traffic);
  const admin = createServer(serverLimits(), controlPlane);
  const { shutdownMs } = config;
  onShutdown(
    [
      () => Promise.all([closeServer(server, shutdownMs), closeServer(admin, shutdownMs)]),
      () => forwarder.close(),
      () => callsToEnd(engine.open),
      () => tape?.close(),
    ],
    {
      reload: () => reload.now('SIGHUP'),
      deadlineMs: shutdownMs + 2_000,
      onForced: (why) => log.warn({ why }, 'shutdown was forced'),
    },
  );

  if (scenarioFile !== undefined) watchFile(scenarioFile, () => reload.ifChanged('edited'));

  const addresses = {
    traffic: await listen(server, {
      name: `${NAME} traffic`,
      host: config.host,
      port: config.port,
    }),
    admin: await listen(admin, {
      name: `${NAME} admin`,
      host: config.adminHost,
      port: config.adminPort,
      setting: '--admin-port or ADMIN_PORT',
    }),
  };
  announceListening(NAME, addresses, stdout);
  const { name: scenario } = engine.scenarios.current.document;
  const urls = { traffic: addresses.traffic.url, admin: addresses.admin.url };
  log.info({ target: config.target, scenario, ...urls }, 'ready');
}
