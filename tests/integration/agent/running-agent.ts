import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent, readConfig } from '@chaos-lab/agent';
import type { PlaybookInput, TaskRequestInput, TaskResult } from '@chaos-lab/contracts';
import { taskResultSchema } from '@chaos-lab/contracts';
import { addressOf, closeServer, createLogger, listen } from '@chaos-lab/service-kit';

export interface RunningAgent {
  readonly url: string;
  /** Sends a task over HTTP; the answer must fit the contract. */
  run(task: Partial<TaskRequestInput>): Promise<TaskResult>;
  close(): Promise<void>;
}

/** The real agent on a free port, against an API. `playbook` becomes the one named `under-test`. */
export async function runningAgent(
  baseUrl: string,
  playbook?: PlaybookInput,
  flags: readonly string[] = [],
): Promise<RunningAgent> {
  const agent = createAgent(
    readConfig({
      argv: [
        '--base-url',
        baseUrl,
        '--log-level',
        'silent',
        ...(playbook === undefined ? [] : ['--playbook', playbookFile(playbook)]),
        ...flags,
      ],
      env: {},
      readFile: (path) => readFileSync(path, 'utf8'),
    }),
    createLogger('agent', 'silent'),
  );
  const server = createServer(agent.app);
  await listen(server, { port: 0, host: '127.0.0.1', name: 'agent' });
  const { url } = addressOf(server);
  return {
    url,
    async run(task) {
      const response = await fetch(`${url}/tasks`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          session: 's-0',
          arm: 'test',
          policy: { type: 'playbook', name: 'under-test' },
          timeScale: 1_000,
          ...task,
        }),
      });
      const body: unknown = await response.json();
      if (response.status !== 200) throw new Error(JSON.stringify(body));
      return taskResultSchema.parse(body);
    },
    async close() {
      await closeServer(server, 0);
      await agent.close();
    },
  };
}

function playbookFile(playbook: PlaybookInput): string {
  const file = join(mkdtempSync(join(tmpdir(), 'agent-test-')), 'under-test.json');
  writeFileSync(file, JSON.stringify(playbook));
  return file;
}
