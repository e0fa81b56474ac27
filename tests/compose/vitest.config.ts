import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By name: each file leaves the lab as the next one needs it. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId)));
  }
}

/** `npm run test:compose`: one lab in containers, shared by all files, which run one after the other. */
export default defineConfig({
  test: {
    name: 'compose',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['support/lab-in-containers.ts'],
    fileParallelism: false,
    sequence: { sequencer: ByName },
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
