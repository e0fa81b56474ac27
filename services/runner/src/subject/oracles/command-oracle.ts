import { BadInputError, LabFailureError } from '../../errors.ts';
import { parseCommand } from '../client/command/parse-command.ts';
import { runCommand } from '../client/command/run-command.ts';
import type { Oracle } from '../oracle.ts';
import type { OracleContext } from './context.ts';
import { EXPECTED, judgementOf } from './judgement.ts';

const TIMEOUT_MS = 60_000;

/** Starts a program for each run, with `SESSION` and `ARM`; the last line that it prints is its word. */
export function commandOracle(command: string, { env, killGroup, signal }: OracleContext): Oracle {
  let parsed: ReturnType<typeof parseCommand>;
  try {
    parsed = parseCommand(command, env['PATH'] ?? '');
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    throw new BadInputError(error.problems.map((problem) => `--oracle: ${problem}`));
  }
  return {
    name: command,
    judge: (runs) =>
      Promise.all(
        runs.map(async ({ session, arm }) => {
          const { exit, output } = await runCommand({
            ...parsed,
            env: { ...env, SESSION: session, ARM: arm },
            killGroup,
            signal,
            timeoutMs: TIMEOUT_MS,
          });
          signal.throwIfAborted();
          if (exit.kind !== 'exited' || exit.code !== 0) {
            const how = exit.kind === 'exited' ? `exit code ${exit.code}` : exit.kind;
            throw new LabFailureError(`the oracle "${command}" failed (${how}): ${output}`);
          }
          const said = judgementOf(output.split('\n').at(-1) ?? '');
          if (typeof said === 'string') {
            throw new LabFailureError(`the oracle "${command}" printed ${said}: ${EXPECTED}`);
          }
          return said;
        }),
      ),
  };
}
