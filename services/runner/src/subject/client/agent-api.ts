import { type TaskRequestInput, type TaskResult, taskResultSchema } from '@chaos-lab/contracts';
import { z } from 'zod';
import { BadInputError } from '../../errors.ts';
import { type HttpClient, RefusedError } from '../../lab/http-client.ts';
import { parseAnswer } from '../../lab/parse-answer.ts';

/** Problems of an agent that say that the experiment asks for something impossible. */
const BAD_TASK = new Set(['playbook-invalid', 'task-invalid', 'validation-failed', 'bad-request']);

/** Runs one task to its end. `timeoutMs` is real time. */
export async function runTask(
  agent: HttpClient,
  task: TaskRequestInput,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<TaskResult> {
  try {
    const text = await agent.send({ method: 'POST', path: '/tasks', json: task, ...options });
    return parseAnswer(taskResultSchema, text, agent);
  } catch (error) {
    if (error instanceof RefusedError && BAD_TASK.has(error.problem)) {
      throw new BadInputError(error.message);
    }
    throw error;
  }
}

const playbooksSchema = z.object({ playbooks: z.array(z.object({ name: z.string() })) });

/** Refuses an experiment that names playbooks which the agent does not have. */
export async function requirePlaybooks(agent: HttpClient, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const text = await agent.send({ method: 'GET', path: '/playbooks' });
  const known = parseAnswer(playbooksSchema, text, agent).playbooks.map(({ name }) => name);
  const missing = names.filter((name) => !known.includes(name));
  if (missing.length > 0) {
    throw new BadInputError(
      missing.map(
        (name) => `${agent.name} has no playbook "${name}": expected one of ${known.join(', ')}`,
      ),
    );
  }
}
