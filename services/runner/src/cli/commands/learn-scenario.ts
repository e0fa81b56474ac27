import { readFileSync } from 'node:fs';
import { basename, parse } from 'node:path';
import { scenarioSchema } from '@chaos-lab/contracts';
import { attachSettings, defineSettings, value } from '@chaos-lab/service-kit';
import { stringify } from 'yaml';
import { BadInputError, EXIT, messageOf } from '../../errors.ts';
import { learnScenario } from '../../learn/learn-scenario.ts';
import type { Recorded } from '../../learn/observed-call.ts';
import { readAccessLog } from '../../learn/read-access-log.ts';
import { readHar } from '../../learn/read-har.ts';
import { writeAtomically } from '../../run-folder/atomic-file.ts';
import { type Register, settingsOf } from '../context.ts';

const SETTINGS = defineSettings({
  name: {
    flag: 'name',
    schema: value.text(),
    placeholder: 'name',
    describe: 'name of the scenario; that of the file unless told',
  },
  out: {
    flag: 'out',
    schema: value.text(),
    placeholder: 'file',
    describe: 'where the scenario is written; stdout unless told',
  },
});

/** `chaos-lab learn-scenario FILE`: a recorded outage as a scenario that can be had again. */
export const learn: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('learn-scenario')
      .description('Turn a HAR file or an access log into a scenario with its failures and times')
      .argument('<file>', 'HAR 1.2, or the Common or Combined Log Format'),
    SETTINGS,
  );
  command.action((file: string) => {
    choose(async (context) => {
      const { name, out } = settingsOf(command, SETTINGS, context);
      const { calls, unread } = readRecording(file);
      const scenario = scenarioSchema.safeParse(
        learnScenario(calls, {
          name: name ?? parse(file).name.slice(0, 64),
          source: basename(file),
        }),
      );
      if (!scenario.success) {
        const [issue] = scenario.error.issues;
        throw new BadInputError(
          `${file}: no scenario: ${issue?.path.join('.')}: ${issue?.message}`,
        );
      }
      const text = stringify(scenario.data, { lineWidth: 100 });
      if (out === undefined) context.stdout.write(text);
      else await writeAtomically(out, text);
      context.stderr.write(
        `chaos-lab: ${said(scenario.data.rules.length, calls.length, unread)}\n`,
      );
      return EXIT.ok;
    });
  });
};

function readRecording(file: string): Recorded {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInputError(`${file}: cannot be read: ${messageOf(error)}`);
  }
  const isJson = text.trimStart().startsWith('{');
  const recorded = isJson ? readHar(file, text) : readAccessLog(text);
  if (recorded.calls.length > 0) return recorded;
  throw new BadInputError(
    isJson
      ? `${file}: holds no call: expected log.entries with startedDateTime, request and response`
      : `${file}: line ${recorded.unread[0] ?? 1} is no call: expected a HAR file, or the Common or Combined Log Format`,
  );
}

function said(rules: number, calls: number, unread: readonly number[]): string {
  const found = rules === 0 ? 'nothing went wrong often enough for a rule' : `${rules} rules`;
  if (unread.length === 0) return `${found}, from ${calls} calls`;
  const where = `${unread.slice(0, 5).join(', ')}${unread.length > 5 ? ', ...' : ''}`;
  return `${found}, from ${calls} calls; left out: ${unread.length} that are none (${where})`;
}
