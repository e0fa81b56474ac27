import { join } from 'node:path';
import { RUN_FILE } from '@chaos-lab/contracts';
import { attachSettings } from '@chaos-lab/service-kit';
import { diffRows } from '../../inspect/diff/diff-rows.ts';
import { diffText } from '../../inspect/diff/diff-text.ts';
import { diffValues } from '../../inspect/diff/diff-values.ts';
import { EXIT } from '../../errors.ts';
import { findRun } from '../../run-folder/open-run.ts';
import { readResults } from '../../run-folder/streams/results-file.ts';
import { type Register, settingsOf } from '../context.ts';
import { OUTPUT } from '../settings.ts';

const SETTINGS = { runsDir: OUTPUT.runsDir };

/** `chaos-lab diff RUN RUN`: what differs in settings, runs and verdicts. */
export const diff: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('diff')
      .description('Compare two runs: settings, and run by run the deterministic columns')
      .argument('<first>', 'name or folder of a run')
      .argument('<second>', 'name or folder of another'),
    SETTINGS,
  );
  command.action((first: string, second: string) => {
    choose(async (context) => {
      const { runsDir } = settingsOf(command, SETTINGS, context);
      const [one, other] = await Promise.all([findRun(runsDir, first), findRun(runsDir, second)]);
      const settings = (['experiment', 'scenario', 'hashes', 'versions'] as const).flatMap((part) =>
        diffValues(one.manifest[part], other.manifest[part], part),
      );
      const rows = await diffRows(
        readResults(join(one.folder, RUN_FILE.results)),
        readResults(join(other.folder, RUN_FILE.results)),
      );
      context.stdout.write(diffText(settings, rows));
      const same = rows.changed + rows.onlyInFirst + rows.onlyInSecond === 0;
      return same ? EXIT.ok : EXIT.hypothesisFailed;
    });
  });
};
