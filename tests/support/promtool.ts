import { spawnSync } from 'node:child_process';

const PROMETHEUS_IMAGE = 'prom/prometheus:v3.5.3';

export type Promtool = {
  /** Runs it with the folder readable at the same path for both; gives its exit code and output. */
  run(folder: string, args: readonly string[]): { readonly code: number; readonly output: string };
};

/** promtool from the PATH or from the Prometheus image where that is already here; else undefined. */
export function findPromtool(): Promtool | undefined {
  if (spawnSync('promtool', ['--version']).status === 0) {
    return { run: (_, args) => call('promtool', args) };
  }
  const image = spawnSync('docker', ['image', 'inspect', PROMETHEUS_IMAGE], { stdio: 'ignore' });
  if (image.status !== 0) return undefined;
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
        PROMETHEUS_IMAGE,
        ...args,
      ]),
  };
}

function call(command: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { code: status ?? -1, output: `${stdout}${stderr}` };
}
