import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(FOLDER);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** The actions of a workflow that are named by something that can be moved, such as a tag. */
const movable = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^\s*(- )?uses:/.test(line))
    .filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));

test.each(files)('%s names its actions by commit, with the version beside it', (file) => {
  expect(read(file)).toContain('uses: ');
  expect(movable(read(file))).toEqual([]);
});

test('an action that is named by a tag would be found', () => {
  expect(movable('      - uses: actions/checkout@v7\n')).toHaveLength(1);
});

type Step = { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> };
type Workflow = {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly Step[];
        readonly strategy?: { readonly matrix: { readonly service?: readonly string[] } };
      }
    >
  >;
};

describe('images', () => {
  const jobOf = (file: string) => (parse(read(file)) as Workflow).jobs['images'];
  const buildOf = (file: string) =>
    jobOf(file)?.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'))?.with;
  const targets = [
    ...readFileSync(new URL('../../ops/Dockerfile', import.meta.url), 'utf8').matchAll(
      /^FROM base AS (\S+)$/gm,
    ),
  ].map(([, target = '']) => target);

  test.each(['ci.yml', 'publish.yml'])('%s builds every one for both platforms', (file) => {
    expect(jobOf(file)?.strategy?.matrix.service).toEqual(targets);
    expect(buildOf(file)).toMatchObject({ platforms: 'linux/amd64,linux/arm64' });
  });

  test('are published with an SBOM and their provenance, and by that workflow alone', () => {
    expect(buildOf('publish.yml')).toMatchObject({
      push: true,
      sbom: true,
      provenance: 'mode=max',
    });
    expect(buildOf('ci.yml')).toMatchObject({ push: false });
  });
});
