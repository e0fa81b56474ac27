import { randomUUID } from 'node:crypto';
import { ruleFromWords } from './rule-words.ts';
import type { AddressOptions, Verb } from './verb.ts';

type Options = AddressOptions & { readonly session?: string; readonly times?: string };

/** `chaos-proxy fail-next OPERATION FAULT`: a rule that ends after its first fault. */
export const failNextVerb: Verb = (command, remote) => {
  command
    .description('Lets the next request of an operation meet a fault, in each session.')
    .argument('<operation>', 'operationId, or "METHOD /path"')
    .argument('<fault>', 'the short form, such as http-503 or reset@after')
    .option('--times <n>', 'not the next only, but so many')
    .option('--session <name>', 'only in this session')
    .action(async (operation: string, faults: string, options: Options) => {
      const { control, say } = remote(options);
      const name = `fail-next-${randomUUID().slice(0, 8)}`;
      const rule = ruleFromWords({ faults, times: options.times ?? '1' });
      const match = {
        operation,
        ...(options.session !== undefined && { session: options.session }),
      };
      const body = { ...rule, name, match } as never;
      await control.POST('/rules', { params: { query: {} }, body });
      say(`${name}: ${faults} for ${operation}`);
    });
};
