import { EXIT } from '../../errors.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { type FindingFile, findingFileSchema } from '../../hunt/finding-file.ts';
import { verify } from '../../hunt/verify.ts';
import { calmRuns } from '../../trial/calm.ts';
import type { CliContext } from '../context.ts';
import { trialTimes } from '../trial-times.ts';
import { openHunt } from './open-hunt.ts';

/** Runs a finding again: 0 where the client is mended, 1 where it still breaks. */
export async function performVerify(
  path: string,
  target: string | undefined,
  context: CliContext,
): Promise<number> {
  const { value } = readDocument(path, findingFileSchema);
  const file: FindingFile = target === undefined ? value : { ...value, target };
  const opened = await openHunt(
    {
      target: file.target ?? undefined,
      service: file.service ?? undefined,
      words: file.command ?? undefined,
      variables: file.env,
      oracle: file.oracle,
      openapi: file.openapi ?? undefined,
      reset: file.reset ?? undefined,
      parallel: 1,
      experiment: file.experiment ?? undefined,
      arm: file.arm ?? undefined,
    },
    context,
  );
  try {
    const calm = await calmRuns(opened.trials, {
      client: opened.client,
      target: opened.target,
      timeoutMs: Math.max(file.timeoutMs, trialTimes(undefined).calmMs),
      whereElse: opened.whereElse,
    });
    const { mended, text } = await verify(file, { trials: opened.trials, calm });
    context.stdout.write(`${text}\n`);
    return mended ? EXIT.ok : EXIT.hypothesisFailed;
  } finally {
    await opened.stop();
  }
}
