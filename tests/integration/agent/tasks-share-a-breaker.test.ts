import { expect, onTestFinished, test } from 'vitest';
import { agentUnderTest } from './agent-under-test.ts';

const sharing = (resetAfterS: number) =>
  ({
    _settings: { breaker: { consecutiveFailures: 3, resetAfterS, scope: 'process' } },
    default: { strategy: 'fail_fast' },
  }) as const;

test('while one task makes the trial of a half-open breaker, the others wait for it', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): number => warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  let answer = (): void => {};
  const { petstore, agent } = await agentUnderTest(
    {
      getInventory: (_request, nth, response) => {
        if (nth <= 3) return { status: 503 };
        if (nth > 4) return undefined;
        answer = () => response.writeHead(200).end('{"available":1}');
        return 'handled';
      },
    },
    sharing(1),
  );
  for (let task = 0; task < 3; task += 1) await agent.run({});
  const tasks = Array.from({ length: 24 }, () => agent.run({}));
  await expect.poll(() => petstore.calls('getInventory').length).toBe(4);
  await expect.poll(async () => running(agent.url)).toBe(24);
  answer();
  const results = await Promise.all(tasks);
  const states = results.map(({ trace }) => trace[0]?.breaker);
  expect(states.filter((state) => state === 'half-open')).toHaveLength(1);
  expect(states.filter((state) => state === 'closed')).toHaveLength(23);
  expect(results.map(({ trace }) => trace[0]?.condition)).toEqual(Array(24).fill('ok'));
  expect(warnings).toEqual([]);
  const metrics = await (await fetch(`${agent.url}/metrics`)).text();
  for (const to of ['open', 'half-open', 'closed']) {
    expect(metrics).toMatch(
      new RegExp(`agent_breaker_transitions_total\\{.*route="getInventory".*to="${to}".*\\} 1`),
    );
  }
});

test('a breaker stays open for as long as it is told, be it weeks', async () => {
  const { petstore, agent } = await agentUnderTest(
    { getInventory: () => ({ status: 503 }) },
    sharing(2_147_484),
  );
  for (let task = 0; task < 3; task += 1) await agent.run({ timeScale: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const result = await agent.run({ timeScale: 1 });
  expect(result.failure?.condition).toBe('breaker_open');
  expect(petstore.calls('getInventory')).toHaveLength(3);
});

async function running(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^agent_tasks_running\S* (\d+)/m.exec(text)?.[1]);
}
