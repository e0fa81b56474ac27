import { attachSettings } from '@chaos-lab/service-kit';
import { performHunt } from '../hunt/perform-hunt.ts';
import { performVerify } from '../hunt/perform-verify.ts';
import { type Register, settingsOf } from '../context.ts';
import { HUNT } from '../hunt-settings.ts';
import { envOption } from '../trial-settings.ts';

/** `chaos-lab hunt --target URL --k 3 -- COMMAND`, or `hunt EXPERIMENT --arm NAME`. */
export const hunt: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('hunt')
      .usage('--target <url> [options] -- <command...> | hunt <experiment> --arm <name>')
      .description(
        'Find the smallest set of faults that breaks a client, or certify that none does',
      )
      .argument('[experiment]', 'an experiment whose arm is hunted')
      .addOption(envOption()),
    HUNT,
  );
  command.action((experiment: string | undefined) => {
    choose(
      (context) => {
        const settings = settingsOf(command, HUNT, context);
        return settings.verify === undefined
          ? performHunt({ command, settings, experiment, context })
          : performVerify(settings.verify, settings.target, context);
      },
      { command: true },
    );
  });
};
