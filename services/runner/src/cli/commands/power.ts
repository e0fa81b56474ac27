import { attachSettings, defineSettings, value } from '@chaos-lab/service-kit';
import { BadInputError, EXIT } from '../../errors.ts';
import { discordanceFromRates, mcnemarPower, pairsNeeded, StatisticsError } from '@chaos-lab/stats';
import { type Register, settingsOf } from '../context.ts';

const share = (flag: string, describe: string) => ({
  flag,
  schema: value.rate(),
  placeholder: 'share',
  describe,
});
const inside = (noun: string) => value.number({ min: 0.000001, max: 0.999999, noun });

const SETTINGS = defineSettings({
  success: { ...share('success', 'success of the arm, expected'), required: true },
  against: { ...share('against', 'success of the arm it is compared with'), required: true },
  correlation: {
    flag: 'correlation',
    schema: value.number({ min: -1, max: 1, noun: 'a correlation' }),
    default: 0,
    placeholder: 'phi',
    describe: 'phi between the outcomes of a pair; equal faults make it positive',
  },
  alpha: {
    flag: 'alpha',
    schema: inside('a level'),
    default: 0.05,
    placeholder: 'level',
    describe: 'level of the test',
  },
  power: {
    flag: 'power',
    schema: inside('a power'),
    default: 0.8,
    placeholder: 'share',
    describe: 'chance to find the difference',
  },
  pairs: {
    flag: 'pairs',
    schema: value.integer({ min: 1, max: 1_000_000, noun: 'a number of pairs' }),
    placeholder: 'pairs',
    describe: 'give the power of this many pairs instead',
  },
});

/** `chaos-lab power`: pairs needed for an effect, or the power that a number of pairs has. */
export const power: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('power')
      .description(
        'Pairs needed to find a difference of success, by the exact power of McNemar mid-p',
      ),
    SETTINGS,
  );
  command.action(() => {
    choose((context) => {
      const settings = settingsOf(command, SETTINGS, context);
      const { success, against, correlation, alpha, power: target, pairs } = settings;
      try {
        const discordance = discordanceFromRates(against, success, correlation);
        const { onlyA, onlyB } = discordance;
        const shares = `${(100 * onlyB).toFixed(1)}% of pairs won by the arm, ${(100 * onlyA).toFixed(1)}% by the other`;
        if (pairs === undefined) {
          const needed = pairsNeeded(discordance, { alpha, power: target });
          context.stdout.write(
            `${needed.pairs} pairs find ${success} against ${against} with power ` +
              `${needed.power.toFixed(3)} at level ${alpha} (${shares}; ` +
              `Connor ${needed.connor}, Miettinen ${needed.miettinen})\n`,
          );
        } else {
          const reached = mcnemarPower(pairs, discordance, { alpha });
          context.stdout.write(
            `${pairs} pairs find ${success} against ${against} with power ${reached.toFixed(3)} at level ${alpha} (${shares})\n`,
          );
        }
        return Promise.resolve(EXIT.ok);
      } catch (error) {
        throw error instanceof StatisticsError ? new BadInputError(error.message) : error;
      }
    });
  });
};
