import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The tests of a run by their outcome. */
export type Outcomes = { readonly passed: string[]; readonly failed: string[] };

type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

/** Runs test files in a tree, or those of their tests whose names have this part. */
export async function runTests(
  root: string,
  files: readonly string[],
  named?: string,
): Promise<Outcomes> {
  const bin = join(root, 'node_modules', '.bin');
  const report = join(root, 'node_modules', 'vitest-report.json');
  const chosen = named === undefined ? [] : ['--testNamePattern', escaped(named)];
  rmSync(report, { force: true });
  await new Promise<void>((resolve) => {
    execFile(
      join(bin, 'vitest'),
      ['run', ...files, ...chosen, '--reporter=json', `--outputFile=${report}`],
      {
        cwd: root,
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
        maxBuffer: 2 ** 28,
      },
      // How it ended stands in the report.
      () => resolve(),
    );
  });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const withStatus = (status: string): string[] =>
    tests.filter((one) => one.status === status).map(({ fullName }) => fullName);
  return { passed: withStatus('passed'), failed: withStatus('failed') };
}

/** As a pattern for full names, in which ` > ` stands between a group and what is in it. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', ' (?:> )?');
