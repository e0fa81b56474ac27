import { expect, test } from 'vitest';
import { lookup } from './lookup.ts';
import { readPlaybook } from './read-playbooks.ts';

/** Tool, status, strategy, and what its configuration says. */
const TABLE = `
  get_inventory 400 fail_fast
  get_inventory 401 fail_fast
  get_inventory 403 fail_fast
  get_inventory 404 fail_fast
  get_inventory 408 retry_linear_backoff delay=1.0 max_retries=3
  get_inventory 429 wait_and_retry wait_seconds=5 max_retries=3
  get_inventory 500 retry_exponential_backoff base_delay=1.0 max_retries=3
  get_inventory 502 retry_exponential_backoff base_delay=1.0 max_retries=3
  get_inventory 503 retry_exponential_backoff base_delay=1.0 max_retries=5
  get_inventory 504 retry_exponential_backoff base_delay=2.0 max_retries=3
  find_pets_by_status 400 fail_fast
  find_pets_by_status 401 fail_fast
  find_pets_by_status 403 fail_fast
  find_pets_by_status 408 retry_linear_backoff delay=2.0 max_retries=3
  find_pets_by_status 429 wait_and_retry wait_seconds=3 max_retries=3
  find_pets_by_status 500 retry_exponential_backoff base_delay=1.0 max_retries=3
  find_pets_by_status 502 retry_exponential_backoff base_delay=1.0 max_retries=3
  find_pets_by_status 503 retry_exponential_backoff base_delay=1.0 max_retries=3
  find_pets_by_status 504 retry_exponential_backoff base_delay=1.0 max_retries=3
  place_order 400 fail_fast
  place_order 401 fail_fast
  place_order 403 fail_fast
  place_order 404 fail_fast
  place_order 422 fail_fast
  place_order 408 retry_exponential_backoff base_delay=2.0 max_retries=3
  place_order 429 wait_and_retry wait_seconds=5 max_retries=5
  place_order 500 retry_exponential_backoff base_delay=2.0 max_retries=2
  place_order 502 retry_exponential_backoff base_delay=2.0 max_retries=2
  place_order 503 retry_exponential_backoff base_delay=3.0 max_retries=3
  place_order 504 retry_exponential_backoff base_delay=3.0 max_retries=3
  update_pet_status 400 fail_fast
  update_pet_status 401 fail_fast
  update_pet_status 403 fail_fast
  update_pet_status 404 retry_linear_backoff delay=3.0 max_retries=3
  update_pet_status 405 fail_fast
  update_pet_status 408 retry_exponential_backoff base_delay=1.0 max_retries=3
  update_pet_status 429 wait_and_retry wait_seconds=4 max_retries=3
  update_pet_status 500 retry_exponential_backoff base_delay=1.0 max_retries=5
  update_pet_status 502 retry_exponential_backoff base_delay=1.0 max_retries=5
  update_pet_status 503 retry_exponential_backoff base_delay=1.0 max_retries=5
  update_pet_status 504 retry_exponential_backoff base_delay=1.0 max_retries=5
`;

const { book } = readPlaybook('assets/playbooks/training.json');
const facts = {
  attempt: 1,
  elapsedS: 0,
  retryAfterS: null,
  safe: false,
  idempotent: false,
  ambiguous: false,
  verifiable: false,
  recentFailureRatio: 0,
};

const ROWS = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(' '));

test('the table has the 41 entries of the classic file', () => {
  expect(ROWS).toHaveLength(41);
  const entries = [...book.tables.values()].flatMap((table) => Object.keys(table));
  expect(entries).toHaveLength(41);
});

test.each(ROWS)('%s %s is %s', (tool = '', condition = '', strategy = '', ...config) => {
  const { entry, level } = lookup(book, { tool, condition, facts });
  expect(level).toBe('tool_exact');
  expect(entry.strategy).toBe(strategy);
  const wanted = Object.fromEntries(
    config.map((pair) => pair.split('=')).map(([name = '', value]) => [name, Number(value)]),
  );
  expect(entry.config).toMatchObject(wanted);
  expect(entry.reasoning?.length).toBeGreaterThan(20);
});

test.each(['get_inventory', 'place_order', 'anything'])('%s 418 is for a human', (tool) => {
  expect(lookup(book, { tool, condition: '418', facts }).entry.strategy).toBe('escalate_to_human');
});

test('what classic entries leave open is what classic means', () => {
  const { entry } = lookup(book, { tool: 'place_order', condition: '503', facts });
  expect(entry.config).toEqual({ base_delay: 3, max_retries: 3, factor: 2, jitter: 'additive' });
});
