import { defineSettings, value } from '@chaos-lab/service-kit';

/** Where running services are; without them the lab is started. */
export const ADDRESSES = defineSettings({
  agentUrl: {
    flag: 'agent-url',
    env: 'AGENT_URL',
    schema: value.httpUrl(),
    placeholder: 'url',
    describe: 'a running agent; without addresses the lab starts its own',
  },
  proxyAdminUrl: {
    flag: 'proxy-admin-url',
    env: 'PROXY_ADMIN_URL',
    schema: value.httpUrl(),
    placeholder: 'url',
    describe: 'admin port of a running chaos-proxy',
  },
  proxyUrl: {
    flag: 'proxy-url',
    env: 'PROXY_URL',
    schema: value.httpUrl(),
    placeholder: 'url',
    describe: 'traffic port of that proxy, for arms that are programs',
  },
  petstoreAdminUrl: {
    flag: 'petstore-admin-url',
    env: 'PETSTORE_ADMIN_URL',
    schema: value.httpUrl(),
    placeholder: 'url',
    describe: 'admin port of a running petstore-mock',
  },
  adminToken: {
    flag: 'admin-token',
    env: 'ADMIN_TOKEN',
    schema: value.text(),
    secret: true,
    describe: 'bearer token of both admin ports, where they ask for one',
  },
});

/** Where the run is kept and how it is shown. */
export const OUTPUT = defineSettings({
  name: {
    flag: 'name',
    schema: value.text(),
    placeholder: 'name',
    describe: 'name of the run folder; unless told the experiment and the time',
  },
  runsDir: {
    flag: 'runs-dir',
    env: 'CHAOS_RUNS_DIR',
    schema: value.text(),
    default: 'runs',
    placeholder: 'folder',
    describe: 'where run folders are made',
  },
  port: {
    flag: 'port',
    env: 'PORT',
    schema: value.port(),
    placeholder: 'number',
    describe:
      'port of /metrics while it runs; 4040 unless told, or a free one where that is in use',
  },
  host: {
    flag: 'host',
    env: 'HOST',
    schema: value.text(),
    default: '127.0.0.1',
    placeholder: 'address',
    describe: 'address that /metrics listens on',
  },
  json: {
    kind: 'switch',
    flag: 'json',
    default: false,
    describe: 'progress and summary as JSON lines on stdout, for programs',
  },
});

/** What changes an experiment that a file describes. */
export const CHANGES = defineSettings({
  failureRates: {
    kind: 'list',
    flag: 'failure-rates',
    env: 'CHAOS_FAILURE_RATES',
    schema: value.rate(),
    placeholder: 'rate',
    describe: 'shares of calls that meet a fault, each 0 to 1',
  },
  experimentsPerRate: {
    flag: 'experiments-per-rate',
    env: 'CHAOS_EXPERIMENTS_PER_RATE',
    schema: value.integer({ min: 1, max: 10_000_000, noun: 'a number of pairs' }),
    placeholder: 'pairs',
    describe: 'pairs a rate',
  },
  seed: {
    flag: 'seed',
    env: 'CHAOS_SEED',
    schema: value.seed(),
    placeholder: 'number',
    describe: 'seed of faults, order and jitter',
  },
  scenario: {
    flag: 'scenario',
    env: 'CHAOS_SCENARIO',
    schema: value.text(),
    placeholder: 'name|file',
    describe: 'what goes wrong: a name under assets/scenarios or a file',
  },
  aaPairs: {
    flag: 'aa-pairs',
    env: 'CHAOS_AA_PAIRS',
    schema: value.integer({ min: 0, max: 10_000_000, noun: 'a number of pairs' }),
    placeholder: 'pairs',
    describe: 'pairs a rate in which a twin of the first arm runs too, the A/A check of a report',
  },
  concurrency: {
    flag: 'concurrency',
    env: 'CHAOS_CONCURRENCY',
    schema: value.integer({ min: 1, max: 1024, noun: 'a concurrency' }),
    placeholder: 'pairs',
    describe: 'pairs that run at once',
  },
  timeScale: {
    flag: 'time-scale',
    env: 'CHAOS_TIME_SCALE',
    schema: value.number({ min: 0.001, max: 100_000, noun: 'a time scale' }),
    placeholder: 'factor',
    describe: 'divides every wait, latency and breaker time; reports stay in lab time',
  },
});
