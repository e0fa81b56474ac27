import { expect, test } from 'vitest';
import { hostileTasks } from '../../support/agent/hostile-tasks.ts';

// A sample of what `npm run test:safety` does with 20,000 tasks.
test('whatever fails, whoever leaves: the ledger agrees with what is said of each write', async () => {
  const { wrong, calledOff, states } = await hostileTasks({ seed: 42, tasks: 600 });
  expect(wrong).toEqual([]);
  // A run in which nothing happened would prove nothing.
  expect(calledOff).toBeGreaterThan(30);
  for (const state of ['done', 'not_done', 'undone', 'in_doubt']) {
    expect(states[state], state).toBeGreaterThan(10);
  }
});

test('an upstream that refuses what it has done is noticed', async () => {
  const { wrong } = await hostileTasks({ seed: 42, tasks: 200, lies: true });
  expect(wrong.join('\n')).toContain('stand');
});
