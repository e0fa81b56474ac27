import type { PackageDescription } from '../description.ts';

export const client: PackageDescription = {
  name: '@chaos-lab/client',
  description:
    'Drives a running chaos-proxy: a client of its control plane with the types of its OpenAPI document.',
  keywords: ['chaos', 'fault-injection', 'openapi', 'client'],
  readme: 'packages/client/README.md',
  node: { oldest: '20.0.0', because: 'older ones are no longer kept' },
  platform: 'browser',
  exports: { '.': 'packages/client/src/index.ts' },
  commands: {},
  started: [],
  files: [],
  dependencies: ['openapi-fetch'],
  notMissed: [],
  optionalDependencies: [],
  peerDependencies: {},
};
