import { describe, expect, test } from 'vitest';
import { parsePlaybook } from '../parse-playbook.ts';
import { createResolver } from '../resolver.ts';
import { bestProcedure, DEFAULT_THRESHOLD } from './procedure-search.ts';
import { readArticles } from './read-articles.ts';

const articles = readArticles('assets/knowledge_base');
const empty = parsePlaybook('x', '{}');
const best = (error: string) => bestProcedure(empty.book, articles, 'place_order', error);

describe('the knowledge base', () => {
  test.each([
    ['429', 'rate-limits'],
    ['quota exceeded', 'rate-limits'],
    ['reset', 'connections'],
    ['socket hang up', 'connections'],
    ['deadlock detected', 'locks'],
    ['schema_mismatch', 'unreadable-answers'],
    ['no space left on device', 'storage'],
  ])('%s finds %s', (error, article) => {
    const found = best(error);
    expect(found?.source).toBe(`knowledge_base/${article}`);
    expect(found?.score).toBeGreaterThan(DEFAULT_THRESHOLD);
  });

  test.each(['418', 'banana', '???'])('%s finds nothing', (error) => {
    expect(best(error)).toBeUndefined();
  });
});

const facts = {
  attempt: 1,
  elapsedS: 0,
  retryAfterS: null,
  safe: true,
  idempotent: true,
  ambiguous: false,
  verifiable: false,
  recentFailureRatio: 0,
};

async function resolve(playbook: object, condition: string) {
  const loaded = parsePlaybook('x', JSON.stringify(playbook));
  return createResolver(loaded, { articles, advisor: undefined })({
    tool: 'place_order',
    condition,
    facts,
  });
}

describe('in a lookup', () => {
  test('a match is used where nothing else matches, and the trace says so', async () => {
    const found = await resolve({}, '507');
    expect(found).toMatchObject({ level: 'search', path: 'knowledge_base/storage' });
    expect(found.trace.at(-1)).toMatchObject({
      result: 'won',
      why: expect.stringMatching(/full-text match, score \d+/) as string,
    });
  });

  test('a match below the threshold is not used, and the trace says that', async () => {
    const found = await resolve({ _settings: { search: { threshold: 1_000 } } }, '507');
    expect(found.level).toBe('built_in');
    expect(found.trace).toContainEqual(
      expect.objectContaining({
        path: 'knowledge_base/storage',
        why: expect.stringContaining('below the threshold of 1000') as string,
      }),
    );
  });

  test('a default goes first, unless the playbook says otherwise', async () => {
    const playbook = { default: { strategy: 'fail_fast' } };
    expect((await resolve(playbook, '507')).level).toBe('default');
    const settings = { search: { threshold: 5, before_default: true } };
    expect((await resolve({ ...playbook, _settings: settings }, '507')).level).toBe('search');
  });

  test('reasonings of the playbook are searched too, those of the tool itself', async () => {
    const entry = { strategy: 'wait_and_retry', reasoning: 'the frobnicator needs a rest' };
    const settings = { search: { threshold: 2 } };
    const playbook = {
      _settings: settings,
      get_pet: { '598': entry },
      place_order: { '599': entry },
    };
    expect((await resolve(playbook, 'frobnicator tired')).path).toBe("$.place_order['599']");
  });
});
