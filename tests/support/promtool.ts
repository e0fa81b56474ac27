import { spawnSync } from 'node:child_process';

const PROMETHEUS = 'prom/prometheus';

export type Promtool = {
  /** Runs it with the folder readable at the same path for both; gives its exit code and output. */
  run(folder: string, args: readonly string[]): { readonly code: number; readonly output: string };
};

/** promtool from the PATH or from an image of Prometheus 3 that is already here; else undefined. */
export function findPromtool(): Promtool | undefined {
  if (spawnSync('promtool', ['--version']).status === 0) {
    return { run: (_, args) => call('promtool', args) };
  }
  const found = spawnSync('docker', ['image', 'ls', '--format', '{{.Tag}}', PROMETHEUS], {
    encoding: 'utf8',
  });
  const tag = (found.stdout ?? '').split('\n').find((line) => line.startsWith('v3.'));
  if (found.status !== 0 || tag === undefined) return undefined;
  return {
    run: (folder, args) =>
      call('docker', [
        'run',
        '--rm',
        '--network',
        'none',
        '--user',
        '0',
        '--volume',
        `${folder}:${folder}:ro`,
        '--entrypoint',
        'promtool',
        `${PROMETHEUS}:${tag}`,
        ...args,
      ]),
  };
}

function call(command: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { code: status ?? -1, output: `${stdout}${stderr}` };
}
