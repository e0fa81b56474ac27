import { join } from 'node:path';
import { RUN_FILE } from '@chaos-lab/contracts';
import { attachSettings, defineSettings, value } from '@chaos-lab/service-kit';
import { BadInputError, EXIT } from '../../errors.ts';
import { findRun } from '../../run-folder/open-run.ts';
import { findRuns } from '../../inspect/explain/find-runs.ts';
import { attemptsOf, recordsOf } from '../../inspect/explain/read-calls.ts';
import { timeline } from '../../inspect/explain/timeline.ts';
import { type Register, settingsOf } from '../context.ts';
import { OUTPUT } from '../settings.ts';

const SETTINGS = {
  ...defineSettings({
    arm: {
      flag: 'arm',
      schema: value.text(),
      placeholder: 'name',
      describe: 'only this arm',
    },
    rate: { flag: 'rate', schema: value.rate(), placeholder: 'rate', describe: 'only this rate' },
  }),
  runsDir: OUTPUT.runsDir,
};

/** `chaos-lab explain RUN SESSION`: the timeline of its runs. */
export const explain: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('explain')
      .description('Show what happened in the runs of one session: calls, faults, decisions, waits')
      .argument('<run>', 'name or folder of a run')
      .argument('<session>', 'a session, or one run as SESSION@ARM'),
    SETTINGS,
  );
  command.action((run: string, session: string) => {
    choose(async (context) => {
      const { arm, rate, runsDir } = settingsOf(command, SETTINGS, context);
      const { folder } = await findRun(runsDir, run);
      const rows = await findRuns(join(folder, RUN_FILE.results), { session, arm, rate });
      if (rows.length === 0) {
        throw new BadInputError(`${folder} has no such run of ${session}`);
      }
      const ids = new Set(rows.map((row) => row.run_id));
      const sessions = new Set(rows.map((row) => row.session));
      const attempts = await attemptsOf(join(folder, RUN_FILE.attempts), ids);
      const tape = await recordsOf(join(folder, RUN_FILE.tape), sessions);
      const texts = rows.map((row) =>
        timeline(row, attempts.get(row.run_id) ?? [], tape.get(row.run_id) ?? []),
      );
      context.stdout.write(texts.join('\n'));
      return EXIT.ok;
    });
  });
};
