import type { PlaybookInput } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { lookup } from './lookup.ts';
import { parsePlaybook } from './parse-playbook.ts';
import type { WhenFacts } from './when.ts';

const FACTS: WhenFacts = {
  attempt: 1,
  elapsedS: 0,
  retryAfterS: null,
  safe: true,
  idempotent: true,
  ambiguous: false,
  verifiable: false,
  recentFailureRatio: 0,
};

function find(playbook: PlaybookInput, condition: string, facts: Partial<WhenFacts> = {}) {
  const { book } = parsePlaybook('x', JSON.stringify(playbook));
  return lookup(book, { tool: 'place_order', condition, facts: { ...FACTS, ...facts } });
}

const stop = { strategy: 'fail_fast' } as const;
const FULL: PlaybookInput = {
  place_order: { '503': stop, '5xx': stop, default: stop },
  '*': { '503': stop, '5xx': stop, timeout: stop },
  default: stop,
};

describe('the order of lookup', () => {
  const ORDER = [
    ["$.place_order['503']", 'tool_exact'],
    ["$.place_order['5xx']", 'tool_class'],
    ['$.place_order.default', 'tool_default'],
    ["$['*']['503']", 'any_exact'],
    ["$['*']['5xx']", 'any_class'],
    ['$.default', 'default'],
    [null, 'built_in'],
  ] as const;

  test.each(ORDER.map(([path, level], index) => [path, level, index] as const))(
    '%s wins at level %s once what goes before it is gone',
    (path, level, index) => {
      const left = structuredClone(FULL) as Record<string, Record<string, unknown> | undefined>;
      const gone = [
        ['place_order', '503'],
        ['place_order', '5xx'],
        ['place_order', 'default'],
        ['*', '503'],
        ['*', '5xx'],
      ].slice(0, index);
      for (const [table = '', key = ''] of gone) delete left[table]?.[key];
      if (index > 5) delete left['default'];
      expect(find(left as PlaybookInput, '503')).toMatchObject({ path, level });
    },
  );

  test('the trace holds every candidate and why one won', () => {
    const { place_order: _gone, ...rest } = FULL;
    expect(find(rest, '503').trace.map(({ path, result }) => `${path} ${result}`)).toEqual([
      "$.place_order['503'] absent",
      "$.place_order['5xx'] absent",
      '$.place_order.default absent',
      "$['*']['503'] won",
      "$['*']['5xx'] not_reached",
      '$.default not_reached',
    ]);
  });

  test('a transport name has no class', () => {
    expect(find({ '*': FULL['*'] ?? {}, default: stop }, 'timeout').path).toBe("$['*'].timeout");
    expect(find({ '*': FULL['*'] ?? {}, default: stop }, 'reset').path).toBe('$.default');
  });
});

describe('lists of entries', () => {
  const list: PlaybookInput = {
    place_order: {
      '503': [
        { strategy: 'fail_fast', when: { attempt_gte: 3 }, priority: 5 },
        { strategy: 'retry_immediately' },
        { strategy: 'honor_retry_after', when: { retry_after: true }, priority: 10 },
      ],
    },
  };

  test('the highest priority whose predicates hold wins', () => {
    expect(find(list, '503').entry.strategy).toBe('retry_immediately');
    expect(find(list, '503', { attempt: 3 }).entry.strategy).toBe('fail_fast');
    expect(find(list, '503', { attempt: 3, retryAfterS: 1 }).entry.strategy).toBe(
      'honor_retry_after',
    );
  });

  test('the trace says which predicate did not hold', () => {
    const [first] = find(list, '503').trace;
    expect(first).toEqual({
      path: "$.place_order['503'][2]",
      result: 'not_applicable',
      why: 'retry_after does not hold',
    });
  });

  test('where none holds the next place is asked', () => {
    const never = { strategy: 'retry_immediately', when: { elapsed_gte_s: 100 } } as const;
    expect(find({ place_order: { '503': [never] }, default: stop }, '503').path).toBe('$.default');
  });

  test.each([
    [{ attempt_lt: 2 }, { attempt: 1 }, { attempt: 2 }],
    [{ elapsed_gte_s: 5 }, { elapsedS: 5 }, { elapsedS: 4.9 }],
    [{ elapsed_lt_s: 5 }, { elapsedS: 4.9 }, { elapsedS: 5 }],
    [{ retry_after: false }, { retryAfterS: null }, { retryAfterS: 0 }],
    [{ retry_after_gte_s: 10 }, { retryAfterS: 10 }, { retryAfterS: null }],
    [{ retry_after_lt_s: 10 }, { retryAfterS: 9 }, { retryAfterS: 10 }],
    [{ safe: true }, { safe: true }, { safe: false }],
    [{ idempotent: true }, { idempotent: true }, { idempotent: false }],
    [{ ambiguous: true }, { ambiguous: true }, { ambiguous: false }],
    [{ verifiable: true }, { verifiable: true }, { verifiable: false }],
    [{ recent_failure_ratio_gte: 0.5 }, { recentFailureRatio: 0.5 }, { recentFailureRatio: 0.49 }],
  ])('%o holds and does not', (when, holding, failing) => {
    const playbook: PlaybookInput = { place_order: { '503': { ...stop, when } } };
    expect(find(playbook, '503', holding).level).toBe('tool_exact');
    expect(find(playbook, '503', failing).level).toBe('built_in');
  });
});
