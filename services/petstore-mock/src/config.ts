import { PORT } from '@chaos-lab/contracts';
import {
  adminAccessProblems,
  type ConfigInput,
  type ConfigOf,
  defineSettings,
  loadConfig,
  type ProcessWatch,
  value,
  watchProcess,
} from '@chaos-lab/service-kit';

const SETTINGS = defineSettings({
  port: {
    flag: 'port',
    env: 'PORT',
    describe: 'port of the API, 0 for a free one',
    schema: value.port(),
    default: PORT.petstore,
  },
  host: {
    flag: 'host',
    env: 'HOST',
    describe: 'address that the API listens on',
    schema: value.text(),
    default: '127.0.0.1',
  },
  adminPort: {
    flag: 'admin-port',
    env: 'ADMIN_PORT',
    describe: 'port of the admin API, 0 for a free one',
    schema: value.port(),
    default: PORT.petstoreAdmin,
  },
  adminHost: {
    flag: 'admin-host',
    env: 'ADMIN_HOST',
    describe: 'address that the admin API listens on',
    schema: value.text(),
    default: '127.0.0.1',
  },
  adminToken: {
    flag: 'admin-token',
    env: 'ADMIN_TOKEN',
    describe: 'bearer token of the admin API, needed unless it listens on loopback',
    schema: value.text(),
    secret: true,
  },
  openMetrics: {
    flag: 'open-metrics',
    kind: 'switch',
    env: 'OPEN_METRICS',
    describe: 'let anybody who reaches the admin port read /metrics',
    default: false,
  },
  seed: {
    flag: 'seed',
    env: 'PETSTORE_SEED',
    describe: 'seed of the pets, orders and users at the start',
    schema: value.seed(),
    default: 42,
  },
  pets: {
    flag: 'pets',
    env: 'PETSTORE_PETS',
    describe: 'pets at the start',
    schema: value.integer({ min: 0, max: 100_000, noun: 'a number of pets' }),
    default: 20,
  },
  maxStores: {
    flag: 'max-stores',
    env: 'PETSTORE_MAX_STORES',
    describe: 'isolated stores kept at once',
    schema: value.integer({ min: 1, max: 1_000_000, noun: 'a number of stores' }),
    default: 10_000,
  },
  storeTtlS: {
    flag: 'store-ttl-s',
    env: 'PETSTORE_STORE_TTL_S',
    describe: 'seconds that an unused store is kept',
    schema: value.number({ min: 1, max: 2_592_000, noun: 'a number of seconds' }),
    default: 3600,
  },
  idempotencyTtlS: {
    flag: 'idempotency-ttl-s',
    env: 'PETSTORE_IDEMPOTENCY_TTL_S',
    describe: 'seconds that an idempotency key is kept',
    schema: value.number({ min: 0, max: 2_592_000, noun: 'a number of seconds' }),
    default: 86_400,
  },
  maxBodyBytes: {
    flag: 'max-body-bytes',
    env: 'PETSTORE_MAX_BODY_BYTES',
    describe: 'largest body of a request',
    schema: value.integer({ min: 1, max: 104_857_600, noun: 'a number of bytes' }),
    default: 1_048_576,
  },
  logLevel: {
    flag: 'log-level',
    env: 'LOG_LEVEL',
    describe: 'least severe log lines that are written',
    schema: value.logLevel(),
    default: 'info',
  },
});

export type PetstoreConfig = ConfigOf<typeof SETTINGS>;

/** Watches this process, which can then tell by what settings it runs. */
export function watchPetstore(config: PetstoreConfig): ProcessWatch {
  return watchProcess('petstore-mock', SETTINGS, config);
}

/** The settings of this process. Throws ConfigError with every problem found. */
export function readConfig(input: Pick<ConfigInput, 'argv' | 'env' | 'readFile'>): PetstoreConfig {
  return loadConfig(
    SETTINGS,
    {
      ...input,
      program: {
        name: 'petstore-mock',
        description:
          'A stateful Petstore v3 with an isolated store for every session and a ledger.',
        version: '0.1.0',
      },
      knownSections: ['petstore-mock', 'chaos-proxy', 'agent', 'runner'],
    },
    (config, where) =>
      adminAccessProblems({ host: config.adminHost, token: config.adminToken }, where('adminHost')),
  );
}
