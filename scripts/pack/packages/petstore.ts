import type { PackageDescription } from '../description.ts';

export const petstore: PackageDescription = {
  name: '@chaos-lab/petstore',
  description:
    'The Petstore API as msw handlers, for tests and for pages: state, idempotency keys, and a ledger of what was really done.',
  keywords: ['petstore', 'msw', 'mock', 'idempotency', 'testing', 'openapi'],
  readme: 'services/petstore-mock/README.md',
  node: { oldest: '22.0.0', because: 'the setupServer of msw 3 calls Promise.withResolvers' },
  platform: 'browser',
  exports: { '.': 'services/petstore-mock/src/msw.ts' },
  commands: {},
  started: [],
  files: [],
  dependencies: ['zod'],
  notMissed: [],
  optionalDependencies: [],
  peerDependencies: { msw: '^3.0.0' },
};
