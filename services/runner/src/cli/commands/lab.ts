import { experimentSchema } from '@chaos-lab/contracts';
import { attachSettings } from '@chaos-lab/service-kit';
import { findDocument } from '../../experiment/documents/find-document.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { changeExperiment } from '../change-experiment.ts';
import { type Register, settingsOf } from '../context.ts';
import { inFittingTime } from '../fitting-time.ts';
import { perform } from '../perform.ts';
import { CHANGES, OUTPUT } from '../settings.ts';

const SETTINGS = { ...CHANGES, ...OUTPUT };

/** `chaos-lab lab`: the default experiment, from nothing to a table. */
export const lab: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('lab')
      .description(
        'Start petstore-mock, chaos-proxy and agent, run the default experiment through them, stop them',
      ),
    SETTINGS,
  );
  command.action(() => {
    choose(async (context) => {
      const settings = settingsOf(command, SETTINGS, context);
      const { value } = readDocument(findDocument('experiments', 'default'), experimentSchema);
      const experiment = inFittingTime(changeExperiment(value, settings), settings.timeScale);
      return perform(experiment, null, settings, context);
    });
  });
};
