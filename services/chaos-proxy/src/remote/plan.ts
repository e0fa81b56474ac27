import type { AddressOptions, Verb } from './verb.ts';

type Options = AddressOptions & { readonly session?: string; readonly attempts?: string };

/** `chaos-proxy plan OPERATION...`: which calls of a session will fail. */
export const planVerb: Verb = (command, remote) => {
  command
    .description('Which calls of a session will fail, before they are made.')
    .argument('<operation...>', 'operationId, or "METHOD /path"')
    .option('--session <name>', 'the session; default unless told')
    .option('--attempts <n>', 'tries of each call; 3 unless told')
    .action(async (operations: string[], { session, attempts, ...options }: Options) => {
      const { control, say } = remote(options);
      const { data } = await control.GET('/plan', {
        params: {
          query: {
            operations: operations.join(','),
            ...(session !== undefined && { session }),
            ...(attempts !== undefined && { attempts: Number(attempts) }),
          },
        },
      });
      if (data === undefined) return;
      if (data.calls.length === 0) say('none of these calls fails');
      for (const { operation, call, attempt, fault, phase, certain } of data.calls) {
        const word = certain ? '' : ', as long as its schedule says so';
        const kind = fault?.kind ?? '';
        say(`${operation} call ${call} try ${attempt}: ${kind} ${phase ?? ''}${word}`);
      }
    });
};
