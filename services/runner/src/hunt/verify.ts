import { folded } from '../check/report-text.ts';
import type { Calm } from '../trial/calm.ts';
import { INVARIANTS, violationOf } from '../trial/invariants/index.ts';
import { wasFaulted } from '../trial/observation.ts';
import { story } from '../trial/story.ts';
import type { Trials } from '../trial/trials.ts';
import type { FindingFile } from './finding-file.ts';

export type Verified = { readonly mended: boolean; readonly text: string };

/** Runs the faults of a finding once more, and says whether its invariant holds now. */
export async function verify(
  file: FindingFile,
  { trials, calm }: { readonly trials: Trials; readonly calm: Calm },
): Promise<Verified> {
  const set = file.faults.map(({ fault, ...at }) => ({ at, fault }));
  const run = await trials.run(set, { timeoutMs: file.timeoutMs, calm });
  const violation = violationOf(run, [file.invariant]);
  const told = folded(story(run)).map((line) => `    ${line}`);
  if (violation !== null) {
    const { title } = INVARIANTS[file.invariant];
    return { mended: false, text: [`${title}: ${file.cause}`, ...told].join('\n') };
  }
  const met = run.records.filter(wasFaulted).length;
  return {
    mended: true,
    text: [`mended: ${met} of ${set.length} faults were met, and nothing broke`, ...told].join(
      '\n',
    ),
  };
}
