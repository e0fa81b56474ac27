import {
  adminAccessProblems,
  type ConfigInput,
  type ConfigOf,
  defineSettings,
  loadConfig,
  type ProcessWatch,
  watchProcess,
} from '@chaos-lab/service-kit';
import { CHAOS_SETTINGS } from './settings/chaos-settings.ts';
import { LISTENER_SETTINGS } from './settings/listener-settings.ts';
import { RECORD_SETTINGS } from './settings/record-settings.ts';
import { UPSTREAM_SETTINGS } from './settings/upstream-settings.ts';

const SETTINGS = defineSettings({
  ...UPSTREAM_SETTINGS,
  ...CHAOS_SETTINGS,
  ...LISTENER_SETTINGS,
  ...RECORD_SETTINGS,
});

export type ProxyConfig = ConfigOf<typeof SETTINGS>;

/** Watches this process, which can then tell by what settings it runs. */
export function watchProxy(config: ProxyConfig): ProcessWatch {
  return watchProcess('chaos-proxy', SETTINGS, config);
}

/** The settings of the proxy, validated together. Throws ConfigError with every problem. */
export function loadProxyConfig(input: ConfigInput): ProxyConfig {
  return loadConfig(SETTINGS, input, (config, where) => [
    ...adminAccessProblems(
      { host: config.adminHost, token: config.adminToken },
      where('adminHost'),
    ),
    ...targetProblems(config.target, where('target')),
    ...(config.validateRequests && config.openapi === undefined
      ? [`${where('validateRequests')}: there is nothing to validate by: expected --openapi too`]
      : []),
  ]);
}

/** The path of each request goes behind the target, where a query or a fragment would be lost. */
function targetProblems(target: string, where: string): string[] {
  const { search, hash } = new URL(target);
  if (search === '' && hash === '') return [];
  return [
    `${where}: ${target} has ${search === '' ? 'a fragment' : 'a query'}: expected none, since the path of each request goes behind it`,
  ];
}
