import { expect, test } from 'vitest';
import { parsePlaybook } from './parse-playbook.ts';
import { stagesOf } from './stages.ts';

test('nested sequences and procedures become a list, each under the shortest deadline around it', () => {
  const playbook = {
    _procedures: { patience: { strategy: 'wait_and_retry' } },
    default: {
      strategy: 'sequence',
      config: {
        deadline: 30,
        steps: [
          { strategy: 'retry_immediately' },
          {
            strategy: 'sequence',
            config: {
              deadline: 10,
              steps: [{ strategy: 'use_procedure', config: { name: 'patience' } }],
            },
          },
          { strategy: 'sequence', config: { deadline: 90, steps: [{ strategy: 'fail_fast' }] } },
        ],
      },
    },
  };
  const { book } = parsePlaybook('x', JSON.stringify(playbook));
  const entry = book.fallback;
  if (entry === undefined || 'length' in entry) throw new Error('the default is one entry');
  expect(stagesOf(entry, book).map((stage) => [stage.entry.strategy, stage.deadlineS])).toEqual([
    ['retry_immediately', 30],
    ['wait_and_retry', 10],
    ['fail_fast', 30],
  ]);
});
