import { experimentSchema } from '@chaos-lab/contracts';
import { attachSettings, defineSettings, value } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import { findDocument } from '../../experiment/documents/find-document.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { BadInputError } from '../../errors.ts';
import { findRun, requireSamePlaybooks } from '../../run-folder/open-run.ts';
import { addressesOf } from '../addresses-of.ts';
import { changeExperiment } from '../change-experiment.ts';
import { type CliContext, type Register, settingsOf } from '../context.ts';
import { perform, performRun } from '../perform.ts';
import { ADDRESSES, CHANGES, OUTPUT } from '../settings.ts';

const RESUME = defineSettings({
  resume: {
    flag: 'resume',
    schema: value.text(),
    placeholder: 'run',
    describe: 'continue a run that was cut short, by its name or folder; takes no experiment',
  },
});
const SETTINGS = { ...CHANGES, ...ADDRESSES, ...OUTPUT, ...RESUME };

/** `chaos-lab run EXPERIMENT`: what a file describes, or the rest of a run. */
export const run: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('run')
      .description('Run an experiment: a name under assets/experiments or a YAML file')
      .argument('[experiment]', 'name or file'),
    SETTINGS,
  );
  command.action((experiment: string | undefined) => {
    choose((context) => runCommand(experiment, command, context));
  });
};

async function runCommand(
  experiment: string | undefined,
  command: Command,
  context: CliContext,
): Promise<number> {
  const settings = settingsOf(command, SETTINGS, context);
  const addresses = addressesOf(settings);
  if (settings.resume === undefined) {
    if (experiment === undefined)
      throw new BadInputError('expected an experiment, or --resume RUN');
    const { value } = readDocument(findDocument('experiments', experiment), experimentSchema);
    return perform(changeExperiment(value, settings), addresses, settings, context);
  }
  const changed = Object.keys(CHANGES).filter(
    (key) => settings[key as keyof typeof CHANGES] !== undefined,
  );
  if (experiment !== undefined || changed.length > 0) {
    throw new BadInputError(
      '--resume continues the run as it was begun: give nothing that changes it',
    );
  }
  const { folder, manifest } = await findRun(settings.runsDir, settings.resume);
  requireSamePlaybooks(manifest);
  const { code } = await performRun(
    {
      manifest,
      target: { kind: 'resume', folder },
      addresses: addresses ?? manifest.services,
    },
    settings,
    context,
  );
  return code;
}
