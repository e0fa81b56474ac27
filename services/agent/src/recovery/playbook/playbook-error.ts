import type { ProblemIssue } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';

/** A playbook that cannot be used: where it came from, and every place that is wrong in it. */
export class PlaybookError extends UserError {
  readonly issues: readonly ProblemIssue[];

  constructor(where: string, issues: readonly ProblemIssue[]) {
    super(
      issues.map(({ path, message }) => `${where}: ${path}: ${message}`),
      { code: 'PLAYBOOK_INVALID', exitCode: 2 },
    );
    this.issues = issues;
  }
}
