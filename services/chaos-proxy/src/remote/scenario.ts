import { stringify } from 'yaml';
import { documentOf, refused } from './document.ts';
import type { AddressOptions, Verb } from './verb.ts';

type UseOptions = AddressOptions & { readonly rate?: string; readonly ttl?: string };

/** `chaos-proxy scenario show | list | use`. */
export const scenarioVerb: Verb = (command, remote) => {
  command.description('The scenario in force, as a whole.');
  command
    .command('show')
    .description('The scenario in force, as YAML.')
    .action(async (options: AddressOptions) => {
      const { control, say } = remote(options);
      const { data } = await control.GET('/scenario');
      say(stringify(data, { lineWidth: 100 }).trimEnd());
    });
  command
    .command('list')
    .description('The scenarios that the proxy has.')
    .action(async (options: AddressOptions) => {
      const { control, say } = remote(options);
      const { data } = await control.GET('/library');
      for (const { name, description } of data?.scenarios ?? []) {
        say(`${name.padEnd(20)} ${description.replaceAll(/\s+/g, ' ')}`);
      }
    });
  command
    .command('use')
    .description('Puts a scenario in force: a name that `list` shows, or a YAML or JSON file.')
    .argument('<scenario>', 'name or file')
    .option('--rate <share>', 'what "sweep" means in it, for a name')
    .option('--ttl <seconds>', 'what is in force now comes back after that')
    .action(async (scenario: string, options: UseOptions) => {
      const { control, say, readFile } = remote(options);
      const ttl = options.ttl === undefined ? {} : { ttl: Number(options.ttl) };
      if (/[./\\{]/.test(scenario)) {
        if (options.rate !== undefined) throw refused('--rate: goes with a name, not with a file');
        const body = documentOf(scenario, readFile) as never;
        await control.PUT('/scenario', { params: { query: ttl }, body });
      } else {
        const rate = options.rate === undefined ? {} : { rate: Number(options.rate) };
        const params = { path: { name: scenario }, query: { ...ttl, ...rate } };
        await control.POST('/library/{name}', { params });
      }
      say(`${scenario} is in force`);
    });
};
