import type { TaskRequest, WorkflowChoice } from '@chaos-lab/contracts';
import { workflowOf, type Workflows } from '../workflow/registry.ts';
import { LEAST_SCORE, searchWorkflows } from '../workflow/search-workflows.ts';
import type { AgentServices } from './agent-services.ts';

/** What a task asks for is not what any workflow does. */
export class NoSuchWorkflowError extends Error {
  readonly code = 'WORKFLOW_UNKNOWN';
  /** The member of the task that asked. */
  readonly path: string;

  constructor(path: 'workflow' | 'objective', why: string, workflows: Workflows) {
    super(`${why}: expected one of ${Object.keys(workflows).join(', ')}`);
    this.name = 'NoSuchWorkflowError';
    this.path = `/${path}`;
  }
}

/**
 * The workflow of a task: the one that it names, else the one whose description fits its objective, by
 * the chat endpoint where there is one and by full-text search where not. Throws a NoSuchWorkflowError.
 */
export async function chooseWorkflow(
  { workflow, objective }: TaskRequest,
  { advisor, workflows }: Pick<AgentServices, 'advisor' | 'workflows'>,
): Promise<WorkflowChoice> {
  if (objective === undefined) {
    const name = workflow ?? 'order';
    if (workflowOf(workflows, name) !== undefined) {
      return { name, chosenBy: 'request', score: null, candidates: [] };
    }
    throw new NoSuchWorkflowError('workflow', `there is no workflow "${name}"`, workflows);
  }
  const candidates = searchWorkflows(workflows, objective);
  if (advisor !== undefined) {
    const descriptions = Object.entries(workflows).map(
      ([name, one]) => `${name}: ${one.description}`,
    );
    const answer = await advisor.choose(objective, descriptions);
    if (answer.type === 'none')
      throw new NoSuchWorkflowError('objective', 'no workflow does that', workflows);
    if (answer.type === 'name' && workflowOf(workflows, answer.name) !== undefined) {
      const score = candidates.find(({ name }) => name === answer.name)?.score ?? 0;
      return { name: answer.name, chosenBy: 'model', score, candidates };
    }
  }
  const [best] = candidates;
  if (best !== undefined && best.score >= LEAST_SCORE) {
    return { ...best, chosenBy: 'search', candidates };
  }
  const nearest =
    best === undefined ? 'none shares a word' : `${best.name} fits with ${best.score}`;
  throw new NoSuchWorkflowError(
    'objective',
    `no workflow does that (${nearest}, ${LEAST_SCORE} are needed)`,
    workflows,
  );
}
