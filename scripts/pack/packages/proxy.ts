import type { PackageDescription } from '../description.ts';

export const PROXY_PROCESS = {
  command: 'services/chaos-proxy/src/main.ts',
  started: ['services/chaos-proxy/src/scenario/reader/scenario-worker.ts'],
  files: [
    'assets/providers',
    'assets/scenarios',
    'assets/schemas/scenario.schema.json',
    'assets/openapi/chaos-proxy-admin.yaml',
  ],
} as const;

const UNDICI = { oldest: '22.19.0', because: 'undici 8 needs it' } as const;

export const proxy: PackageDescription = {
  name: '@chaos-lab/proxy',
  description:
    'Breaks any HTTP API as a test says, by a seed, and knows what the client did about it: a process, and a library for tests.',
  keywords: ['chaos', 'fault-injection', 'proxy', 'retry', 'idempotency', 'testing', 'vitest'],
  readme: 'services/chaos-proxy/README.md',
  node: UNDICI,
  platform: 'node',
  exports: { '.': 'services/chaos-proxy/src/library/index.ts' },
  commands: { 'chaos-proxy': PROXY_PROCESS.command },
  started: PROXY_PROCESS.started,
  files: PROXY_PROCESS.files,
  dependencies: ['zod'],
  notMissed: [],
  optionalDependencies: [],
  peerDependencies: {},
};
