import { createServer } from 'node:http';
import {
  addProcessMetrics,
  announceListening,
  closeServer,
  collectEarly,
  createLogger,
  createRegistry,
  listen,
  onShutdown,
  runMain,
  serverLimits,
} from '@chaos-lab/service-kit';
import { createAdmin, createApp } from './app.ts';
import { readConfig, watchPetstore } from './config.ts';
import { createMetrics } from './metrics.ts';
import { createPetstore } from './petstore.ts';

const NAME = 'petstore-mock';

collectEarly();

await runMain(NAME, async (context) => {
  const config = readConfig(context);
  const log = createLogger(NAME, config.logLevel);
  const registry = createRegistry(NAME);
  addProcessMetrics(registry);
  const metrics = createMetrics(registry);
  const onUnexpected = (error: unknown): void => log.error({ err: error }, 'unexpected failure');

  const petstore = createPetstore({
    seed: config.seed,
    pets: config.pets,
    maxStores: config.maxStores,
    storeTtlMs: config.storeTtlS * 1000,
    idempotencyTtlMs: config.idempotencyTtlS * 1000,
    maxBodyBytes: config.maxBodyBytes,
    observer: {
      ...metrics.observer,
      onReply: (reply) => {
        metrics.observer.onReply?.(reply);
        log.debug({ operation: reply.operation, status: reply.status }, 'answered');
      },
      onError: onUnexpected,
    },
  });
  metrics.watchStores(() => petstore.stores.size);

  const traffic = createServer(serverLimits(), createApp({ petstore, onUnexpected }));
  const { adminHost: host, adminToken: token, openMetrics } = config;
  const admin = createServer(
    serverLimits(),
    createAdmin({
      petstore,
      registry,
      process: watchPetstore(config),
      host,
      token,
      openMetrics,
      onUnexpected,
    }),
  );
  onShutdown([() => Promise.all([closeServer(traffic, 2000), closeServer(admin, 2000)])], {
    deadlineMs: 5000,
    onForced: (why) => log.warn({ why }, 'shutdown was forced'),
  });

  const addresses = {
    traffic: await listen(traffic, { name: `${NAME} API`, host: config.host, port: config.port }),
    admin: await listen(admin, {
      name: `${NAME} admin`,
      host,
      port: config.adminPort,
      setting: '--admin-port or ADMIN_PORT',
    }),
  };
  announceListening(NAME, addresses, context.stdout);
  log.info({ traffic: addresses.traffic.url, admin: addresses.admin.url }, 'ready');
});
