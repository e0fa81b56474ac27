import { attachSettings } from '@chaos-lab/service-kit';
import { EXIT } from '../../errors.ts';
import { runFolderOf } from '../../outputs/run-folder.ts';
import { type Register, settingsOf } from '../context.ts';
import { OUTPUT } from '../settings.ts';

const SETTINGS = { runsDir: OUTPUT.runsDir, json: OUTPUT.json };

/** `chaos-lab report RUN`: its page, its Markdown and its plots, into its folder. */
export const report: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('report')
      .description('Write report.html, report.md and plots of a run into its folder')
      .argument('<run>', 'name or folder of a run'),
    SETTINGS,
  );
  command.action((run: string) => {
    choose(async (context) => {
      const { runsDir, json } = settingsOf(command, SETTINGS, context);
      // Loaded here, since drawing brings in more than all other commands together.
      const { writeReport } = await import('../../report/write-report.ts');
      const written = await writeReport(runFolderOf(runsDir, run));
      const text = json
        ? JSON.stringify({ event: 'report', ...written })
        : `${written.headline}\nWrote ${written.files.join(', ')}`;
      context.stdout.write(`${text}\n`);
      return EXIT.ok;
    });
  });
};
