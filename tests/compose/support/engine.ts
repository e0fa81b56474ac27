import { execFile } from 'node:child_process';

export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

const ROOT = new URL('../../../', import.meta.url).pathname;

/** Runs the container engine's command line in the repository; never rejects. */
export function docker(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  return new Promise((resolve) => {
    execFile(
      'docker',
      [...args],
      { cwd: ROOT, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** What stands in the way of running containers here; undefined where nothing does. */
export async function engineProblem(): Promise<string | undefined> {
  if ((await docker(['info'])).code !== 0) return 'no container engine answers';
  if ((await docker(['compose', 'version'])).code !== 0) return 'no Compose v2';
  return undefined;
}

/** Whether an image is here or can be had. */
export async function hasImage(image: string): Promise<boolean> {
  if ((await docker(['image', 'inspect', image])).code === 0) return true;
  return (await docker(['pull', '--quiet', image])).code === 0;
}
