import { readFileSync } from 'node:fs';
import { type DecisionRecord, decisionRecordSchema } from '@chaos-lab/contracts';
import { attachSettings, defineSettings } from '@chaos-lab/service-kit';
import { z } from 'zod';
import { BadInputError, EXIT, messageOf } from '../../errors.ts';
import { clientVerdicts } from '../../inspect/client-verdicts/client-verdicts.ts';
import { verdictWords } from '../../inspect/client-verdicts/words.ts';
import { type Register, settingsOf } from '../context.ts';

const SETTINGS = defineSettings({
  clientSays: {
    flag: 'client-says',
    schema: z.enum(['success', 'failure']),
    placeholder: 'success|failure',
    describe: 'what the client says of itself, for every session of the tape',
  },
});

/** `chaos-lab verdicts TAPE`: what the clients on a tape did wrong. */
export const verdicts: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('verdicts')
      .description(
        'Say what the clients on a tape did: retried in vain, came back too early, lost tokens',
      )
      .argument('<tape>', 'a tape as NDJSON, such as GET /tape of a proxy gives'),
    SETTINGS,
  );
  command.action((file: string) => {
    choose(async (context) => {
      const { clientSays } = settingsOf(command, SETTINGS, context);
      const word = clientSays === undefined ? {} : { succeeded: clientSays === 'success' };
      const sessions = Map.groupBy(readTape(file), ({ session, arm }) => `${session}@${arm}`);
      for (const [session, records] of sessions) {
        const found = clientVerdicts(records, word);
        const said = found.length === 0 ? ['nothing to complain of'] : found.map(verdictWords);
        context.stdout.write(`${session}: ${records.length} requests: ${said.join('; ')}\n`);
      }
      return Promise.resolve(EXIT.ok);
    });
  });
};

function readTape(file: string): DecisionRecord[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInputError(`${file}: cannot be read: ${messageOf(error)}`);
  }
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = decisionRecordSchema.safeParse(jsonOf(line));
    if (parsed.success) return [parsed.data];
    throw new BadInputError(
      `${file}:${index + 1}: is no line of a tape: expected a decision record`,
    );
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
