import { PROBLEM } from '@chaos-lab/contracts';
import { ProblemError } from '@chaos-lab/service-kit';
import { type PlaybookLibrary, UnknownPlaybookError } from '../recovery/playbook/library.ts';
import type { LoadedPlaybook } from '../recovery/playbook/parse-playbook.ts';

/** The named or default playbook, or a 404 problem that lists those there are. */
export function playbookOr404(library: PlaybookLibrary, name?: string): LoadedPlaybook {
  try {
    return library.find(name);
  } catch (error) {
    if (!(error instanceof UnknownPlaybookError)) throw error;
    throw new ProblemError('not-found', {
      status: 404,
      title: PROBLEM['not-found'],
      detail: error.message,
    });
  }
}
