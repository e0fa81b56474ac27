import { PORT } from '@chaos-lab/contracts';
import { defineSettings, value } from '@chaos-lab/service-kit';

/** Where the proxy listens, and who may use its control plane. */
export const LISTENER_SETTINGS = defineSettings({
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
  shutdownMs: {
    flag: 'shutdown-ms',
    env: 'CHAOS_SHUTDOWN_MS',
    schema: value.milliseconds(600_000),
    default: 3_000,
    placeholder: 'ms',
    describe: 'how long calls under way may take to finish when the process is told to stop',
  },
});
