import type { AddressOptions, Verb } from './verb.ts';

type Options = AddressOptions & { readonly session?: string; readonly arm?: string };

/** `chaos-proxy records`: the tape in memory, one JSON line a request. */
export const tapeVerb: Verb = (command, remote) => {
  command
    .description('The records in memory, one JSON line each.')
    .option('--session <name>', 'only of this session')
    .option('--arm <name>', 'only of this arm')
    .action(async ({ session, arm, ...options }: Options) => {
      const { control, say } = remote(options);
      const query = {
        ...(session !== undefined && { session }),
        ...(arm !== undefined && { arm }),
      };
      const { data } = await control.GET('/tape', { params: { query }, parseAs: 'text' });
      const text = (data ?? '').trimEnd();
      if (text !== '') say(text);
    });
};
