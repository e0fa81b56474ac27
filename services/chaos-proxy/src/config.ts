import { MAX_SEED, NAME_PATTERN, PORT } from '@chaos-lab/contracts';
import {
  adminAccessProblems,
  type ConfigInput,
  type ConfigOf,
  defineSettings,
  expecting,
  loadConfig,
  value,
} from '@chaos-lab/service-kit';
import { z } from 'zod';

const runName = () =>
  expecting(z.string().regex(NAME_PATTERN), 'a name', '1 to 128 characters of A-Z a-z 0-9 . _ -');

export const SETTINGS = defineSettings({
  target: {
    flag: 'target',
    env: ['CHAOS_TARGET', 'TARGET'],
    schema: value.httpUrl(),
    required: true,
    placeholder: 'url',
    describe: 'the upstream that requests are forwarded to',
  },
  seed: {
    flag: 'seed',
    env: 'CHAOS_SEED',
    schema: value.seed(),
    placeholder: 'number',
    describe: `seed of every decision, 0 to ${MAX_SEED}; wins over the scenario's own; 42 where nobody says`,
  },
  scenario: {
    flag: 'scenario',
    env: 'CHAOS_SCENARIO',
    schema: value.text(),
    placeholder: 'name or file',
    describe: 'what goes wrong: a scenario of the library, or a YAML or JSON file',
  },
  rate: {
    flag: 'rate',
    env: 'CHAOS_RATE',
    schema: value.rate(),
    placeholder: 'number',
    describe: 'share of calls that fail, 0 to 1; with --scenario, what "sweep" means in it',
  },
  faults: {
    kind: 'list',
    flag: 'faults',
    env: 'CHAOS_FAULTS',
    schema: value.text(),
    placeholder: 'words',
    describe: 'what --rate injects, all equally likely: http-503,http-429,hang,reset,latency-250',
  },
  timeScale: {
    flag: 'time-scale',
    env: ['CHAOS_TIME_SCALE', 'TIME_SCALE'],
    schema: value.number({ min: 0.001, max: 100_000, noun: 'a time scale' }),
    placeholder: 'number',
    describe: 'lab seconds in a real second; every delay is divided by it; 1 where nobody says',
  },
  port: {
    flag: 'port',
    env: 'PORT',
    schema: value.port(),
    default: PORT.proxy,
    placeholder: 'number',
    describe: 'traffic port, 0 for a free one',
  },
  host: {
    flag: 'host',
    env: 'HOST',
    schema: value.text(),
    default: '127.0.0.1',
    describe: 'address of the traffic port',
  },
  adminPort: {
    flag: 'admin-port',
    env: 'ADMIN_PORT',
    schema: value.port(),
    default: PORT.proxyAdmin,
    placeholder: 'number',
    describe: 'control plane port, 0 for a free one',
  },
  adminHost: {
    flag: 'admin-host',
    env: 'ADMIN_HOST',
    schema: value.text(),
    default: '127.0.0.1',
    describe: 'address of the control plane; off loopback it needs --admin-token',
  },
  adminToken: {
    flag: 'admin-token',
    env: 'ADMIN_TOKEN',
    schema: value.text(),
    secret: true,
    describe: 'bearer token that the control plane asks for',
  },
  openMetrics: {
    kind: 'switch',
    flag: 'open-metrics',
    env: 'OPEN_METRICS',
    default: false,
    describe: 'let /metrics answer without the token, for a scraper on a closed network',
  },
  openapi: {
    flag: 'openapi',
    env: 'CHAOS_OPENAPI',
    schema: value.text(),
    placeholder: 'file',
    describe: 'OpenAPI 3 document of the upstream: names operations, shapes errors',
  },
  labUpstream: {
    kind: 'switch',
    flag: 'lab-upstream',
    env: 'CHAOS_LAB_UPSTREAM',
    describe:
      'the upstream belongs to the lab and may see Chaos-* headers; unless told, when it is on loopback or called petstore-mock',
  },
  forwarded: {
    kind: 'switch',
    flag: 'forwarded',
    env: 'CHAOS_FORWARDED',
    default: false,
    describe: 'add X-Forwarded-For, -Host and -Proto',
  },
  via: {
    flag: 'via',
    env: 'CHAOS_VIA',
    schema: value.text(),
    describe: 'name of this proxy in a Via header; none is sent without it',
  },
  upstreamTimeoutMs: {
    flag: 'upstream-timeout-ms',
    env: 'CHAOS_UPSTREAM_TIMEOUT_MS',
    schema: value.milliseconds(),
    default: 60_000,
    placeholder: 'ms',
    describe: 'longest wait for the head of a real answer',
  },
  insecure: {
    kind: 'switch',
    flag: 'insecure',
    env: 'CHAOS_INSECURE',
    default: false,
    describe: 'accept any certificate of an https upstream',
  },
  tape: {
    flag: 'tape',
    env: 'CHAOS_TAPE',
    schema: value.text(),
    placeholder: 'file',
    describe: 'write every decision to this NDJSON file',
  },
  run: {
    flag: 'run',
    env: 'CHAOS_RUN',
    schema: runName(),
    default: 'local',
    describe: 'name of the run in every record',
  },
  maxSessions: {
    flag: 'max-sessions',
    env: 'CHAOS_MAX_SESSIONS',
    schema: value.integer({ min: 1, max: 1_000_000, noun: 'a number of sessions' }),
    default: 20_000,
    placeholder: 'number',
    describe: 'sessions and arms remembered at once',
  },
  maxHeld: {
    flag: 'max-held',
    env: 'CHAOS_MAX_HELD',
    schema: value.integer({ min: 0, max: 1_000_000, noun: 'a number of connections' }),
    default: 20_000,
    placeholder: 'number',
    describe: 'connections that faults may hold open at once',
  },
  tapeRecords: {
    flag: 'tape-records',
    env: 'CHAOS_TAPE_RECORDS',
    schema: value.integer({ min: 1, max: 10_000_000, noun: 'a number of records' }),
    default: 50_000,
    placeholder: 'number',
    describe: 'records kept in memory; the oldest go first',
  },
  tapePerSession: {
    flag: 'tape-per-session',
    env: 'CHAOS_TAPE_PER_SESSION',
    schema: value.integer({ min: 1, max: 10_000_000, noun: 'a number of records' }),
    default: 10_000,
    placeholder: 'number',
    describe: 'records kept in memory of one session and arm',
  },
  shutdownMs: {
    flag: 'shutdown-ms',
    env: 'CHAOS_SHUTDOWN_MS',
    schema: value.milliseconds(600_000),
    default: 3_000,
    placeholder: 'ms',
    describe: 'how long calls under way may take to finish when the process is told to stop',
  },
  logLevel: {
    flag: 'log-level',
    env: 'LOG_LEVEL',
    schema: value.logLevel(),
    default: 'info',
    describe: 'how much is logged',
  },
  decisionLog: {
    flag: 'decision-log',
    env: 'CHAOS_DECISION_LOG',
    schema: value.oneOf(['all', 'faults', 'none']),
    describe: 'one line a decision on stderr; unless told, all on a terminal and faults elsewhere',
  },
});

export type ProxyConfig = ConfigOf<typeof SETTINGS>;

/** The settings of the proxy, validated together. Throws ConfigError with every problem. */
export function loadProxyConfig(input: ConfigInput): ProxyConfig {
  return loadConfig(SETTINGS, input, (config, where) =>
    adminAccessProblems({ host: config.adminHost, token: config.adminToken }, where('adminHost')),
  );
}
