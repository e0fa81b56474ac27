import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';

export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** An ordinary user of this machine with a folder to stand in, who may talk to the engine. */
export type User = {
  readonly uid: number;
  readonly gid: number;
  readonly folder: string;
  /** Where the command line keeps its own files. */
  readonly home: string;
};

const ROOT = new URL('../../../', import.meta.url).pathname;
const SOCKET = '/var/run/docker.sock';

/** Runs a program; never rejects. */
export function execute(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Result> {
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      {
        cwd: options.cwd,
        env: { ...process.env, ...options.env },
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** Runs the container engine's command line, in the repository or as a user in that user's folder. */
export function docker(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  user?: User,
): Promise<Result> {
  if (user === undefined) return execute('docker', args, { cwd: ROOT, env });
  const own = { ...env, HOME: user.home, DOCKER_CONFIG: `${user.home}/.docker` };
  const [command = '', ...words] = asUser(user, ['docker', ...args]);
  return execute(command, words, { cwd: user.folder, env: own });
}

/** The command as it has to be begun to run as that user, with the group that may use the engine. */
function asUser({ uid, gid }: User, command: readonly string[]): readonly string[] {
  if (process.getuid?.() === uid) return command;
  const group = String(statSync(SOCKET).gid);
  return ['setpriv', '--reuid', `${uid}`, '--regid', `${gid}`, '--groups', group, '--', ...command];
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
