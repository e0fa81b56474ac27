import { expect, test } from 'vitest';
import { traceIdOf, traceparentOf } from './trace-id.ts';

test('a run has one trace id, and no other run has it', () => {
  const id = traceIdOf(42, 's-0@a.r0_2');
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(traceIdOf(42, 's-0@a.r0_2')).toBe(id);
  expect(traceIdOf(43, 's-0@a.r0_2')).not.toBe(id);
  expect(traceIdOf(42, 's-0@b.r0_2')).not.toBe(id);
  expect(traceparentOf(42, 's-0@a.r0_2')).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`));
});
