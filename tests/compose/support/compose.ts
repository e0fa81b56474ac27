import { stripVTControlCharacters } from 'node:util';
import { docker, type Result, type User } from './engine.ts';

export type Container = {
  readonly ID: string;
  readonly Name: string;
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
  readonly ExitCode: number;
};

export type Project = {
  /** `docker compose ...` in this project; never rejects. */
  readonly compose: (
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Result>;
  /** The same, and throws with everything that was printed when the exit code is not 0. */
  readonly must: (
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<string>;
  /** Runs `chaos-lab simulate` in a container of its own, beside what runs; never rejects. */
  readonly simulate: (...args: readonly string[]) => Promise<Result>;
  readonly containers: (service?: string) => Promise<Container[]>;
  /** The lines of a service's log, without prefix and terminal codes. */
  readonly logs: (service: string) => Promise<string[]>;
  /** Where a published port can be reached from here. */
  readonly url: (service: string, port: number) => Promise<string>;
  /** Runs a piece of JavaScript in a running container; resolves to what it printed. */
  readonly script: (service: string, code: string) => Promise<Result>;
  readonly down: () => Promise<Result>;
};

/** A project in a user's clone under a name of its own, with settings in the environment. */
export function project(
  name: string,
  settings: Readonly<Record<string, string>>,
  user: User,
): Project {
  const base = ['compose', '--project-name', name, '--ansi', 'never', '--progress', 'plain'];
  const compose: Project['compose'] = (args, env = {}) =>
    docker([...base, ...args], { ...settings, ...env }, user);
  const must: Project['must'] = async (args, env) => {
    const { code, stdout, stderr } = await compose(args, env);
    if (code === 0) return stdout;
    throw new Error(`docker compose ${args.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
  };
  return {
    compose,
    must,
    simulate: (...args) => compose(['run', '--rm', '-T', 'runner', 'simulate', ...args]),
    async containers(service) {
      const named = service === undefined ? [] : [service];
      const lines = (await must(['ps', '--all', '--format', 'json', ...named])).trim();
      return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as Container);
    },
    async logs(service) {
      const text = stripVTControlCharacters(
        await must(['logs', '--no-log-prefix', '--no-color', service]),
      );
      return text.split('\n').filter((line) => line.trim() !== '');
    },
    async url(service, port) {
      return `http://${(await must(['port', service, String(port)])).trim()}`;
    },
    script(service, code) {
      // Else as root, of whose privileges its container has few: it could not end what runs there.
      const as = service === 'runner' ? ['--user', String(user.uid)] : [];
      return compose(['exec', '-T', ...as, service, 'node', '--input-type=module', '-e', code]);
    },
    down: () =>
      compose(['--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '10']),
  };
}
