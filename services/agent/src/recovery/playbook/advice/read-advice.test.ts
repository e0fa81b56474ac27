import { expect, test } from 'vitest';
import { readAdvice } from './read-advice.ts';

test('a plain entry is taken', () => {
  const text =
    '{"strategy":"retry_fixed","config":{"delay":2,"max_retries":2},"reasoning":"short"}';
  expect(readAdvice(text)).toMatchObject({ type: 'entry', entry: { strategy: 'retry_fixed' } });
});

test('words and fences around it do not matter', () => {
  expect(readAdvice('Sure!\n```json\n{"strategy":"fail_fast"}\n```\nGood luck').type).toBe('entry');
});

test.each([
  ['no JSON', 'I would retry.', 'no JSON object'],
  ['broken JSON', '{"strategy": retry}', 'no JSON object'],
  ['an unknown strategy', '{"strategy":"reboot"}', 'unknown strategy "reboot"'],
  ['a made-up answer', '{"strategy":"fallback_static","config":{"value":1}}', 'not for a model'],
  ['endless retries', '{"strategy":"retry_fixed","config":{"max_retries":99}}', 'max_retries 99'],
  ['an endless wait', '{"strategy":"retry_fixed","config":{"delay":3600}}', 'delay 3600'],
  ['a negative wait', '{"strategy":"retry_fixed","config":{"delay":-1}}', '$.config.delay'],
])('%s is refused, with the reason', (_name, text, why) => {
  expect(readAdvice(text)).toEqual({
    type: 'refused',
    why: expect.stringContaining(why) as string,
  });
});
