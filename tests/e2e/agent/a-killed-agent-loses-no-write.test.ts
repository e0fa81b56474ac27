import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { taskResultSchema } from '@chaos-lab/contracts';
import { spawnService } from '@chaos-lab/service-kit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { losingAnswer } from '../../integration/agent/agent-under-test.ts';
import {
  type Script,
  type ScriptedPetstore,
  scriptedPetstore,
} from '../../integration/agent/scripted-petstore.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const TASK = { session: 's', arm: 'a', policy: { type: 'playbook', name: 'resilient' } };

async function petstoreThat(scripts: Record<string, Script>): Promise<ScriptedPetstore> {
  const petstore = await scriptedPetstore(scripts);
  onTestFinished(() => petstore.close());
  return petstore;
}

async function agentAt(baseUrl: string, journal: string) {
  const service = await spawnService({
    name: 'agent',
    script: 'services/agent/src/main.ts',
    args: [`--base-url=${baseUrl}`, '--port=0', `--journal=${journal}`, '--log-level=warn'],
    readyTimeoutMs: 90_000,
  });
  onTestFinished(() => service.stop().then(() => {}));
  const url = String(service.addresses['traffic']);
  return {
    post: (body: object) =>
      fetch(`${url}/tasks`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) }),
    async inDoubt(): Promise<string[]> {
      const answer = await fetch(`${url}/tasks/in-doubt`);
      const { tasks } = (await answer.json()) as { tasks: { taskId: string }[] };
      return tasks.map(({ taskId }) => taskId);
    },
    kill: () => process.kill(service.pid, 'SIGKILL'),
  };
}

const newJournal = (): string => join(mkdtempSync(join(tmpdir(), 'journal-')), 'agent.ndjson');

describe.each(['finish', 'undo'] as const)('an agent that is killed while it orders', (how) => {
  test(`can ${how} the task after a restart`, async () => {
    const journal = newJournal();
    let kill = (): void => {};
    const petstore = await petstoreThat({
      placeOrder: (_request, nth, response) => {
        if (nth > 1) return undefined;
        // The store acts, and the agent is dead before it can know.
        setImmediate(kill);
        return losingAnswer(1)(_request, nth, response);
      },
    });
    const first = await agentAt(petstore.baseUrl, journal);
    kill = first.kill;
    await expect(first.post(TASK)).rejects.toThrow();
    expect(petstore.orders.size).toBe(1);

    const second = await agentAt(petstore.baseUrl, journal);
    const [id = ''] = await second.inDoubt();
    const result = taskResultSchema.parse(await (await second.post({ resume: id, how })).json());
    expect(result.taskId).toBe(id);
    if (how === 'finish') {
      expect(result).toMatchObject({ outcome: 'success', orderId: 1 });
      expect(petstore.orders.size).toBe(1);
      expect(petstore.petStatus()).toBe('sold');
    } else {
      expect(result.outcome).toBe('failure');
      expect(petstore.orders.size).toBe(0);
      expect(petstore.petStatus()).toBe('available');
    }
    expect(await second.inDoubt()).toEqual([]);
    const again = await second.post({ resume: id });
    expect(again.status).toBe(404);
  });
});

test('killed at any moment, it knows afterwards of every order that there is', async () => {
  for (const killedAfter of [1, 3, 6, 10, 15]) {
    const journal = newJournal();
    let kill = (): void => {};
    let requests = 0;
    const count: Script = () => {
      requests += 1;
      if (requests === killedAfter) setImmediate(kill);
      return undefined;
    };
    const petstore = await petstoreThat({ placeOrder: count, updatePet: count });
    const first = await agentAt(petstore.baseUrl, journal);
    kill = first.kill;
    const asked = Array.from({ length: 12 }, () => first.post(TASK).then((one) => one.json()));
    const finished = (await Promise.allSettled(asked)).filter(
      (one) =>
        one.status === 'fulfilled' && taskResultSchema.parse(one.value).outcome === 'success',
    );
    // Of a task that ended, the answer may have been lost with the process: its order stands all the same.
    const ended = readFileSync(journal, 'utf8').match(/^\{"type":"end"/gm)?.length ?? 0;
    expect(finished.length).toBeLessThanOrEqual(ended);
    const second = await agentAt(petstore.baseUrl, journal);
    for (const id of await second.inDoubt()) {
      expect((await second.post({ resume: id, how: 'undo' })).status).toBe(200);
    }
    expect(petstore.orders.size, `killed after ${killedAfter}`).toBe(ended);
    expect(await second.inDoubt()).toEqual([]);
  }
});

test('a file that is no journal is refused in one line, half a last line is not', async () => {
  const petstore = await petstoreThat({});
  const broken = newJournal();
  writeFileSync(broken, 'hello\nworld\n');
  await expect(agentAt(petstore.baseUrl, broken)).rejects.toThrow(
    'line 1 is no record of a journal: expected a file that an agent wrote',
  );
  const half = newJournal();
  writeFileSync(half, '{"type":"end","id":"x"}\n{"type":"wri');
  expect(await (await agentAt(petstore.baseUrl, half)).inDoubt()).toEqual([]);
});
