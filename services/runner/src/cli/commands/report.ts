import { attachSettings } from '@chaos-lab/service-kit';
import { EXIT } from '../../errors.ts';
import { findRun } from '../../run-folder/open-run.ts';
import { type Register, settingsOf } from '../context.ts';
import { OUTPUT } from '../settings.ts';

const SETTINGS = { runsDir: OUTPUT.runsDir, json: OUTPUT.json };

/** `chaos-lab report RUN`: the page, the Markdown and the plots of a run. */
export const report: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('report')
      .description('Write report.html, report.md and plots into the folder of a run')
      .argument('<run>', 'name or folder of a run'),
    SETTINGS,
  );
  command.action((run: string) => {
    choose(async (context) => {
      const { runsDir, json } = settingsOf(command, SETTINGS, context);
      const { folder } = await findRun(runsDir, run);
      // The plots bring a large library along, which no other command has to wait for.
      const { writeReport } = await import('../../report/write-report.ts');
      const { html, files, headline } = await writeReport(folder);
      context.stdout.write(
        json
          ? `${JSON.stringify({ event: 'report', html, files, headline })}\n`
          : `${headline}\nWrote ${html} and ${files.length - 1} other files\n`,
      );
      return EXIT.ok;
    });
  });
};
