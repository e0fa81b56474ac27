import { attachSettings } from '@chaos-lab/service-kit';
import { BadInputError, EXIT, HypothesisFailedError } from '../../errors.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { certificateProblems, certificateSchema } from '../../hunt/certificate.ts';
import { type Register, settingsOf } from '../context.ts';

/** `chaos-lab certificate FILE`: what it says, and whether it still holds for the files that it names. */
export const certificate: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('certificate')
      .description('Check a certificate of hunt: unchanged, and about the client as it is now')
      .argument('<file>', 'certificate.json of a hunt'),
    {},
  );
  command.action((file: string) => {
    choose((context) => {
      settingsOf(command, {}, context);
      if (file === '') throw new BadInputError('expected a file');
      const { value } = readDocument(file, certificateSchema);
      const problems = certificateProblems(value);
      if (problems.length > 0) {
        throw new HypothesisFailedError(problems.map((problem) => `${file}: ${problem}`));
      }
      const { files } = value.subject;
      context.stdout.write(`${value.says}\n`);
      context.stdout.write(
        `Made ${value.at}; ${files.length === 0 ? 'it names no file' : `${files.map(({ path }) => path).join(', ')} as then`}.\n`,
      );
      return Promise.resolve(EXIT.ok);
    });
  });
};
