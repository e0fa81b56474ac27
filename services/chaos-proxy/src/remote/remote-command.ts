import { ControlPlaneError, createControlPlane } from '@chaos-lab/client';
import { createProgram, UserError } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import { REMOTE_VERBS } from './verbs.ts';
import type { AddressOptions, Output, Remote } from './verb.ts';

const PROGRAM = {
  name: 'chaos-proxy',
  description: 'Commands for a chaos proxy that is running.',
  version: '0.1.0',
};

const ADMIN_URL = 'http://127.0.0.1:4021';

/** Whether a word begins a command for a running proxy. */
export function isRemoteVerb(word: string | undefined): boolean {
  return word !== undefined && Object.hasOwn(REMOTE_VERBS, word);
}

type Env = Readonly<Record<string, string | undefined>>;

/** `chaos-proxy rule ...` and the like: asks a running proxy, and prints what it says. */
export async function remoteCommand(
  argv: readonly string[],
  env: Env,
  output: { readonly stdout: Output; readonly readFile: (path: string) => string },
): Promise<number> {
  const program = createProgram(PROGRAM);
  for (const [word, register] of Object.entries(REMOTE_VERBS)) {
    const command = program.command(word);
    register(command, (options) => remoteOf(options, env, output));
    // A group would take the option away from its own commands.
    const leaves = command.commands.length === 0 ? [command] : command.commands;
    for (const leaf of leaves) addAddress(leaf);
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof ControlPlaneError)) throw error;
    const exitCode = error.status >= 400 && error.status < 500 ? 2 : 1;
    throw new UserError(error.message, { code: 'CONTROL_PLANE', exitCode, cause: error });
  }
  return 0;
}

function addAddress(command: Command): void {
  command
    .option('--admin-url <url>', `admin port of the proxy (env CHAOS_ADMIN_URL; ${ADMIN_URL})`)
    .option('--admin-token <token>', 'its bearer token, where it asks for one (env ADMIN_TOKEN)');
}

function remoteOf(
  options: AddressOptions,
  env: Env,
  output: { readonly stdout: Output; readonly readFile: (path: string) => string },
): Remote {
  const adminUrl = options.adminUrl ?? env['CHAOS_ADMIN_URL'] ?? ADMIN_URL;
  const url = URL.parse(adminUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UserError(`--admin-url: ${adminUrl} is no address: expected http://HOST:PORT`, {
      code: 'CONFIG_INVALID',
      exitCode: 2,
    });
  }
  const control = createControlPlane({ adminUrl, token: options.adminToken ?? env['ADMIN_TOKEN'] });
  const say = (text: string): void => {
    output.stdout.write(`${text}\n`);
  };
  return { control, say, readFile: output.readFile };
}
