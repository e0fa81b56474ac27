import { join } from 'node:path';
import { RUN_FILE } from '@chaos-lab/contracts';
import { attachSettings, defineSettings, value } from '@chaos-lab/service-kit';
import { diffRows } from '../../inspect/diff/diff-rows.ts';
import { diffText } from '../../inspect/diff/diff-text.ts';
import { BadInputError, EXIT } from '../../errors.ts';
import { findRun, requireSamePlaybooks } from '../../run-folder/open-run.ts';
import { findRuns } from '../../inspect/explain/find-runs.ts';
import { readResults } from '../../run-folder/streams/results-file.ts';
import { addressesOf } from '../addresses-of.ts';
import { type Register, settingsOf } from '../context.ts';
import { newTarget, performRun } from '../perform.ts';
import { ADDRESSES, OUTPUT } from '../settings.ts';

const SETTINGS = {
  ...defineSettings({
    session: {
      flag: 'session',
      schema: value.text(),
      placeholder: 'session',
      describe: 'only the pairs of this session',
    },
  }),
  ...ADDRESSES,
  ...OUTPUT,
};

/** `chaos-lab replay RUN`: makes a run again with the faults of its tape, and compares. */
export const replay: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('replay')
      .description('Make a run again, exactly, with the faults from its tape, and compare the two')
      .argument('<run>', 'name or folder of a run'),
    SETTINGS,
  );
  command.action((run: string) => {
    choose(async (context) => {
      const settings = settingsOf(command, SETTINGS, context);
      const { session, runsDir } = settings;
      const { folder, manifest } = await findRun(runsDir, run);
      requireSamePlaybooks(manifest);
      const results = join(folder, RUN_FILE.results);
      if (session !== undefined && (await findRuns(results, { session })).length === 0) {
        throw new BadInputError(`--session: ${folder} has no session ${session}`);
      }
      const made = await performRun(
        {
          manifest: { ...manifest, startedAt: new Date().toISOString(), resumedAt: [] },
          target: newTarget(settings, `${manifest.experiment.name}-replay`, new Date()),
          addresses: addressesOf(settings),
          replay: { tape: join(folder, RUN_FILE.tape), session },
        },
        settings,
        context,
      );
      const rows = await diffRows(
        readResults(results),
        readResults(join(made.folder, RUN_FILE.results)),
      );
      if (!settings.json) context.stdout.write(`\n${diffText([], rows)}`);
      return rows.changed + rows.onlyInSecond === 0 ? made.code : EXIT.hypothesisFailed;
    });
  });
};
