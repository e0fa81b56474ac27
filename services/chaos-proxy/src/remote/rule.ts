import type { components } from '@chaos-lab/client';
import { documentOf } from './document.ts';
import { ruleFromWords, type RuleWords } from './rule-words.ts';
import type { AddressOptions, Remote, Verb } from './verb.ts';

type CountedRule = components['schemas']['CountedRule'];

/** `chaos-proxy rule list | add | set | on | off | remove`. */
export const ruleVerb: Verb = (command, remote) => {
  command.description('One rule of the scenario in force at a time.');
  command
    .command('list')
    .description('The rules in their order, and what they did.')
    .option('--json', 'print JSON')
    .action((options: AddressOptions & { json?: boolean }) => list(remote(options), options.json));
  command
    .command('add')
    .description('Adds a rule before the others: from words, a YAML or JSON file, or JSON itself.')
    .argument('<name>', 'a new name')
    .argument('[rule]', 'a file, or JSON')
    .option('--operation <glob>', 'only these operations')
    .option('--faults <words>', 'the short form, such as http-503,reset@after')
    .option('--rate <share>', '0 to 1; 1 unless told')
    .option('--times <n>', 'most faults in a session')
    .option('--last', 'behind the others instead')
    .action(async (name: string, rule: string | undefined, options: AddOptions) => {
      const { control, say, readFile } = remote(options);
      const body =
        rule === undefined ? ruleFromWords(options) : (documentOf(rule, readFile) as object);
      const { data } = await control.POST('/rules', {
        params: { query: { place: options.last === true ? 'last' : 'first' } },
        body: { ...body, name } as never,
      });
      if (data !== undefined) say(line(data));
    });
  command
    .command('set')
    .description('Changes fields of a rule by a merge patch in JSON or a file.')
    .argument('<name>', 'its name')
    .argument('<patch>', 'such as {"rate": 0.5}')
    .action((name: string, patch: string, options: AddressOptions) => {
      const on = remote(options);
      return change(on, name, documentOf(patch, on.readFile) as object);
    });
  const toggles = [
    ['on', true],
    ['off', false],
  ] as const;
  for (const [word, enabled] of toggles) {
    command
      .command(word)
      .description(`Switches a rule ${word}.`)
      .argument('<name>', 'its name')
      .action((name: string, options: AddressOptions) =>
        change(remote(options), name, { enabled }),
      );
  }
  command
    .command('remove')
    .description('Takes a rule out.')
    .argument('<name>', 'its name')
    .action(async (name: string, options: AddressOptions) => {
      const { control, say } = remote(options);
      await control.DELETE('/rules/{name}', { params: { path: { name } } });
      say(`${name} is gone`);
    });
};

type AddOptions = AddressOptions & RuleWords & { readonly last?: boolean };

async function list({ control, say }: Remote, json: boolean | undefined): Promise<void> {
  const { data } = await control.GET('/rules');
  if (data === undefined) return;
  if (json === true) say(JSON.stringify(data, null, 2));
  else if (data.rules.length === 0) say(`${data.scenario} has no rule`);
  else for (const rule of data.rules) say(line(rule));
}

async function change({ control, say }: Remote, name: string, patch: object): Promise<void> {
  const { data } = await control.PATCH('/rules/{name}', {
    params: { path: { name } },
    body: patch as never,
    headers: { 'Content-Type': 'application/merge-patch+json' },
  });
  if (data !== undefined) say(line(data));
}

function line({ name, enabled, decided, fired, delivered }: CountedRule): string {
  const counts = `decided ${decided}, fired ${fired}, delivered ${delivered}`;
  return `${enabled ? 'on ' : 'off'}  ${name}  ${counts}`;
}
