import { attachSettings, defineSettings, UserError } from '@chaos-lab/service-kit';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { BadInputError, EXIT } from '../../errors.ts';
import { openForPerson } from '../steps/open-for-person.ts';
import { type StepsFile, stepsFileSchema } from '../steps/steps-file.ts';
import { type CliContext, type Register, type RunArguments, settingsOf } from '../context.ts';

const SETTINGS = defineSettings({
  open: {
    kind: 'switch',
    flag: 'open',
    default: false,
    describe: 'open what the file names at the end, instead of naming it',
  },
});

/** `chaos-lab steps FILE`: several commands, one after another. */
export const steps: Register = (program, choose, run) => {
  const command = attachSettings(
    program
      .command('steps')
      .description('Run the named steps of a YAML file, each a command of chaos-lab')
      .argument(
        '<file>',
        'a list of steps with name, command and args, and what to open at the end',
      ),
    SETTINGS,
  );
  command.action((file: string) => {
    choose(async (context) => {
      const { open } = settingsOf(command, SETTINGS, context);
      const { value } = readDocument(file, stepsFileSchema);
      const code = await runSteps(value, context, run);
      if (code !== EXIT.ok) return code;
      for (const place of value.open) {
        context.stdout.write(`Open ${place}\n`);
        if (open) openForPerson(place);
      }
      return EXIT.ok;
    });
  });
};

/** Runs step after step until one does not end with 0; resolves to its exit code. */
async function runSteps(
  { steps: list }: StepsFile,
  context: CliContext,
  run: RunArguments,
): Promise<number> {
  for (const [index, step] of list.entries()) {
    const place = `Step ${index + 1} of ${list.length}, ${step.name}`;
    if (step.command === 'steps') {
      throw new BadInputError(`${place}: a file of steps cannot run another`);
    }
    context.stdout.write(`${place}: chaos-lab ${[step.command, ...step.args].join(' ')}\n`);
    try {
      const code = await run({ ...context, argv: [step.command, ...step.args] });
      if (code !== EXIT.ok) return code;
    } catch (error) {
      if (error instanceof UserError) context.stderr.write(`chaos-lab: ${place} failed\n`);
      throw error;
    }
  }
  return EXIT.ok;
}
