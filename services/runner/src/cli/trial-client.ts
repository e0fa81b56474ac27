import type { ConfigOf } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import { BadInputError } from '../errors.ts';
import type { TrialClient } from '../trial/client-end.ts';
import { parseEnvironment } from '../trial/environment.ts';
import { programClient } from '../trial/program-client.ts';
import { serviceClient } from '../trial/service-client.ts';
import type { CliContext } from './context.ts';
import { envOf, type TRIAL } from './trial-settings.ts';

/** The client that a command line names: a service, or the command behind `--`. Throws BadInputError. */
export function trialClient(
  command: Command,
  { service, target }: Pick<ConfigOf<typeof TRIAL>, 'service'> & { readonly target: string },
  { env, host, behindDashes }: CliContext,
): TrialClient {
  const given = envOf(command);
  if (service !== undefined) {
    if (behindDashes !== undefined || given.length > 0) {
      throw new BadInputError('--service: is asked, not started: give no command and no --env');
    }
    return serviceClient(service);
  }
  return programClient({
    command: behindDashes ?? [],
    env,
    extra: parseEnvironment(given),
    targetHasPath: new URL(target).pathname !== '/',
    killGroup: host.killGroup,
  });
}
