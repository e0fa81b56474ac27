import { BadInputError } from '../errors.ts';
import type { TrialClient } from '../trial/client-end.ts';
import { parseEnvironment } from '../trial/environment.ts';
import { programClient } from '../trial/program-client.ts';
import { serviceClient } from '../trial/service-client.ts';
import type { CliContext } from './context.ts';

/** A client as a command line, or the file of a finding, names it. */
export type ClientSpec = {
  readonly target: string;
  /** A client that runs already; else the command. */
  readonly service: string | undefined;
  /** The command word by word. */
  readonly words: readonly string[] | undefined;
  /** `NAME=text with {url}`. */
  readonly variables: readonly string[];
};

/** The client that is named: a service, or a command. Throws BadInputError. */
export function trialClient(
  { service, target, words, variables }: ClientSpec,
  { env, host }: Pick<CliContext, 'env' | 'host'>,
): TrialClient {
  if (service !== undefined) {
    if (words !== undefined || variables.length > 0) {
      throw new BadInputError('--service: is asked, not started: give no command and no --env');
    }
    return serviceClient(service);
  }
  return programClient({
    command: words ?? [],
    env,
    extra: parseEnvironment(variables),
    targetHasPath: new URL(target).pathname !== '/',
    killGroup: host.killGroup,
  });
}
