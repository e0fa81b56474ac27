import { experimentSchema } from '@chaos-lab/contracts';
import { attachSettings } from '@chaos-lab/service-kit';
import { findDocument } from '../../experiment/documents/find-document.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { addressesOf } from '../addresses-of.ts';
import { armOption, armsOf } from '../arm-option.ts';
import { changeExperiment } from '../change-experiment.ts';
import { type Register, settingsOf } from '../context.ts';
import { together } from '../together.ts';
import { inFittingTime } from '../fitting-time.ts';
import { perform } from '../perform.ts';
import { ADDRESSES, CHANGES, OUTPUT } from '../settings.ts';

const SETTINGS = { ...CHANGES, ...ADDRESSES, ...OUTPUT };

/** `chaos-lab simulate`: a sweep over failure rates. */
export const simulate: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('simulate')
      .description(
        'Sweep over failure rates; the arms are those of the default experiment unless told',
      )
      .addOption(armOption()),
    SETTINGS,
  );
  command.action(() => {
    choose(async (context) => {
      const [settings, arms] = together(
        () => settingsOf(command, SETTINGS, context),
        () => armsOf(command),
      );
      const { value } = readDocument(findDocument('experiments', 'default'), experimentSchema);
      const experiment = changeExperiment(
        {
          ...value,
          name: 'simulate',
          arms: arms.length === 0 ? value.arms : [...arms],
          hypotheses: [],
          aaPairs: 0,
        },
        settings,
      );
      const fitting = inFittingTime(experiment, settings.timeScale);
      return perform(fitting, addressesOf(settings), settings, context);
    });
  });
};
