import type { Emitter } from './emitted.ts';

/** What `chaos-lab hunt --verify` reads, and the tests beside it. */
export const findingJson: Emitter = {
  name: 'finding.json',
  write: ({ file }) => `${JSON.stringify(file, null, 2)}\n`,
};
