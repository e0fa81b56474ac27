import { experimentSchema } from '@chaos-lab/contracts';
import { attachSettings } from '@chaos-lab/service-kit';
import { findDocument } from '../../experiment/documents/find-document.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { BadInputError } from '../../errors.ts';
import { addressesOf } from '../addresses-of.ts';
import { armOption, armsOf } from '../arm-option.ts';
import { changeExperiment } from '../change-experiment.ts';
import { type Register, settingsOf } from '../context.ts';
import { together } from '../together.ts';
import { inFittingTime } from '../fitting-time.ts';
import { perform } from '../perform.ts';
import { ADDRESSES, CHANGES, OUTPUT } from '../settings.ts';

const SETTINGS = { ...CHANGES, ...ADDRESSES, ...OUTPUT };

/** One rate and few pairs: enough to see a large difference, quick enough to wait for. */
const DEFAULTS = { rates: [0.2], pairs: 100 };

/** `chaos-lab compare --arm A=... --arm B=...`: any number of arms over the same sessions. */
export const compare: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('compare')
      .description('Compare two or more arms over the same sessions, at a rate of 0.2 unless told')
      .addOption(armOption()),
    SETTINGS,
  );
  command.action(() => {
    choose(async (context) => {
      const [settings, arms] = together(
        () => settingsOf(command, SETTINGS, context),
        () => armsOf(command),
      );
      if (arms.length < 2) throw new BadInputError('--arm: expected at least two arms');
      const { value } = readDocument(findDocument('experiments', 'default'), experimentSchema);
      const experiment = changeExperiment(
        {
          ...value,
          ...DEFAULTS,
          name: 'compare',
          arms: [...arms],
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
