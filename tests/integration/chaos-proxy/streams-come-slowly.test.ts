import { expect, test } from 'vitest';
import { meetStream } from '../../support/meet-stream.ts';
import { STREAMS, streaming } from '../../support/model-streams.ts';

const chat = STREAMS['openai-chat'];
const body = chat.join('');

test('slow-first-token sends the head at once and the body late', async () => {
  const delay = { distribution: 'constant', ms: 60_000 } as const;
  const early = await meetStream({ kind: 'slow-first-token', delay }, streaming(chat), {
    raw: { until: (text) => text.endsWith('\r\n\r\n') },
  });
  expect(early.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(early.body).toBe('');

  const start = performance.now();
  const short = { distribution: 'constant', ms: 60 } as const;
  const met = await meetStream({ kind: 'slow-first-token', delay: short }, streaming(chat));
  expect(performance.now() - start).toBeGreaterThan(55);
  expect(met).toMatchObject({ body, isWhole: true, outcome: { end: 'complete' } });
});

test('tokens-per-second sends every byte, at its pace', async () => {
  const start = performance.now();
  const met = await meetStream({ kind: 'tokens-per-second', tokensPerS: 100 }, streaming(chat));
  // 7 + 7 characters of text and 8 + 3 of arguments, by fours: 2 + 2 + 2 + 1 tokens of 10 ms.
  expect(performance.now() - start).toBeGreaterThan(65);
  expect(met).toMatchObject({ body, isWhole: true, outcome: { end: 'complete' } });
});

test('tokens-per-second gives the first token before the last is there', async () => {
  const met = await meetStream({ kind: 'tokens-per-second', tokensPerS: 0.1 }, streaming(chat), {
    timeScale: 100,
    raw: { until: (text) => text.includes('I order') },
  });
  expect(met.body).toContain('I order');
  expect(met.body).not.toContain('a pet');
});
