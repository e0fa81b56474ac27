import { describe, expect, test } from 'vitest';
import { parsePlaybook } from './parse-playbook.ts';
import { PlaybookError } from './playbook-error.ts';

function issuesOf(text: string) {
  try {
    parsePlaybook('x', text, 'x.json');
  } catch (error) {
    if (error instanceof PlaybookError) return error.issues;
    throw error;
  }
  return [];
}

const issueOf = (playbook: unknown) =>
  issuesOf(typeof playbook === 'string' ? playbook : JSON.stringify(playbook))[0];

const at = (entry: unknown) => ({ place_order: { '503': entry } });

describe('what is refused, with its JSON path', () => {
  test.each([
    [
      'an unknown strategy',
      at({ strategy: 'pray' }),
      "$.place_order['503'].strategy",
      'unknown strategy "pray"',
    ],
    ['no strategy', at({ config: {} }), "$.place_order['503'].strategy", 'no strategy'],
    [
      'a negative delay',
      at({ strategy: 'retry_fixed', config: { delay: -1 } }),
      "$.place_order['503'].config.delay",
      'given -1',
    ],
    [
      'a number as text',
      at({ strategy: 'retry_fixed', config: { delay: '1' } }),
      "$.place_order['503'].config.delay",
      'expected number',
    ],
    [
      'NaN',
      '{"place_order": {"503": {"strategy": "retry_fixed", "config": {"delay": NaN}}}}',
      "$.place_order['503'].config.delay",
      'NaN',
    ],
    [
      'a number too large to be one',
      '{"place_order": {"503": {"strategy": "retry_fixed", "config": {"delay": 1e999}}}}',
      "$.place_order['503'].config.delay",
      'Infinity',
    ],
    [
      'an unknown setting of a strategy',
      at({ strategy: 'fail_fast', config: { delay: 1 } }),
      "$.place_order['503'].config",
      'delay',
    ],
    [
      'a condition that is none',
      { place_order: { timout: { strategy: 'fail_fast' } } },
      '$.place_order.timout',
      'is no condition',
    ],
    ['an unknown setting', { _settings: { safty: 'strict' } }, '$._settings', 'safty'],
    [
      'something wrong in a list',
      at([{ strategy: 'fail_fast' }, { strategy: 'retry_fixed', config: { delay: -2 } }]),
      "$.place_order['503'][1].config.delay",
      'given -2',
    ],
    [
      'something wrong in a sequence',
      at({
        strategy: 'sequence',
        config: { steps: [{ strategy: 'fail_fast' }, { strategy: 'no' }] },
      }),
      "$.place_order['503'].config.steps[1].strategy",
      'unknown strategy "no"',
    ],
    [
      'a procedure that is not there',
      at({ strategy: 'use_procedure', config: { name: 'x' } }),
      "$.place_order['503'].config.name",
      'no procedure "x"',
    ],
    [
      'a default under *',
      { '*': { default: { strategy: 'fail_fast' } } },
      "$['*'].default",
      'top-level',
    ],
    ['text that is not JSON', '{"a": ', '$', 'not JSON'],
    ['a list', '[]', '$', 'expected object'],
  ])('%s', (_name, playbook, path, message) => {
    expect(issueOf(playbook)).toEqual({
      path,
      message: expect.stringContaining(message) as string,
    });
  });

  test('a cycle, with the way round it', () => {
    const use = (name: string) => ({ strategy: 'use_procedure', config: { name } });
    const playbook = {
      _procedures: {
        a: { strategy: 'sequence', config: { steps: [{ strategy: 'fail_fast' }, use('b')] } },
        b: use('a'),
      },
      default: use('a'),
    };
    expect(issuesOf(JSON.stringify(playbook))).toEqual([
      { path: '$._procedures.b.config.name', message: 'a cycle: a -> b -> a' },
    ]);
  });

  test('every problem at once', () => {
    const text = JSON.stringify({ a: { '1': { strategy: 'x' } }, b: { '503': { strategy: 'y' } } });
    expect(issuesOf(text)).toHaveLength(2);
  });
});

test('the version follows the text', () => {
  const one = parsePlaybook('x', '{"default":{"strategy":"fail_fast"}}');
  expect(parsePlaybook('y', one.text).version).toBe(one.version);
  expect(parsePlaybook('x', `${one.text} `).version).not.toBe(one.version);
});

test('a procedure may be used twice without being a cycle', () => {
  const use = { strategy: 'use_procedure', config: { name: 'a' } };
  const playbook = {
    _procedures: { a: { strategy: 'fail_fast' } },
    default: { strategy: 'sequence', config: { steps: [use, use] } },
  };
  expect(issuesOf(JSON.stringify(playbook))).toEqual([]);
});

describe('what JSON lets pass', () => {
  test('a tool that there is not is refused by its name', () => {
    const issue = issueOf({ place_oder: { '503': { strategy: 'fail_fast' } } });
    expect(issue?.path).toBe('$.place_oder');
    expect(issue?.message).toContain(
      'there is no tool "place_oder": expected one of get_inventory',
    );
  });

  test.each([
    ['{"default": {"strategy": "fail_fast"}, "default": {"strategy": "compensate"}}', '$.default'],
    [
      '{"place_order": {"503": [{"strategy": "fail_fast"}, {"strategy": "fail_fast", "config": {}, "config": {}}]}}',
      "$.place_order['503'][1].config",
    ],
    ['{"place_order": {}, "place\\u005forder": {}}', '$.place_order'],
  ])('a key that stands there twice is refused: %s', (text, path) => {
    expect(issuesOf(text)).toEqual([
      { path, message: 'this key stands there twice: keep one of them' },
    ]);
  });

  test('a key may come again in another object, and braces in a string are text', () => {
    const stop = '{"strategy": "fail_fast", "reasoning": "a {\\"b\\": [1, 2]}, \\"b\\": 3"}';
    expect(
      issuesOf(`{"place_order": {"503": ${stop}, "5xx": ${stop}}, "*": {"503": ${stop}}}`),
    ).toEqual([]);
  });

  test('a byte-order mark is not a part of it', () => {
    expect(issuesOf('\uFEFF{"default": {"strategy": "fail_fast"}}')).toEqual([]);
  });
});
