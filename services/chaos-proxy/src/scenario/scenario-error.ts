import type { ProblemIssue } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';

/** A scenario that cannot be used; `issues` says where (a JSON pointer) and what was expected. */
export class ScenarioError extends UserError {
  readonly issues: readonly ProblemIssue[];

  constructor(source: string, issues: readonly ProblemIssue[]) {
    super(
      issues.map((issue) => `${[source, issue.path].filter(Boolean).join(' ')}: ${issue.message}`),
      { code: 'SCENARIO_INVALID', exitCode: 2 },
    );
    this.issues = issues;
  }
}
