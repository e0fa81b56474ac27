import { type MainContext, UserError } from '@chaos-lab/service-kit';
import packageJson from '../../package.json' with { type: 'json' };
import { LabFailureError, messageOf } from '../errors.ts';
import type { Host } from '../host.ts';
import { runCli } from './program.ts';

/** The command line to its exit code. `interrupt` ends an experiment early, with its reason. */
export async function runCommandLine(
  context: MainContext & { readonly host: Host },
  interrupt: AbortController,
): Promise<number> {
  try {
    return await runCli({ ...context, version: packageJson.version, interrupt });
  } catch (error) {
    throw asUserError(error);
  }
}

/** What nobody foresaw counts as a failure of the lab, so that exit code 1 keeps its meaning. */
function asUserError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  if ('code' in error && String(error.code).startsWith('commander.')) return error;
  if ('code' in error && error.code === 'HELP_REQUESTED') return error;
  return new LabFailureError(`unexpected failure: ${messageOf(error)}`, error);
}
