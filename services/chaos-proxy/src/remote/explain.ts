import type { AddressOptions, Verb } from './verb.ts';

/** `chaos-proxy explain ID`: why one request met what it met. */
export const explainVerb: Verb = (command, remote) => {
  command
    .description('Why one request met what it met, in sentences.')
    .argument('<id>', 'of a record: on the tape, in the decision log, in Chaos-Decision-Id')
    .action(async (id: string, options: AddressOptions) => {
      const { control, say } = remote(options);
      const { data } = await control.GET('/explain/{id}', { params: { path: { id } } });
      for (const sentence of data?.sentences ?? []) say(sentence);
    });
};
