import { describe, expect, test } from 'vitest';
import { meetStream } from '../../support/meet-stream.ts';
import { STREAM_NAMES, STREAMS, streaming } from '../../support/model-streams.ts';

const NUMBERED = ['data: 0\n\n', 'data: 1\n\n', ': a\n\n', 'data: 2\n\n', 'data: 3\n\n'];

describe('sse-drop-terminator', () => {
  test.each(STREAM_NAMES)('%s comes whole without its last event', async (name) => {
    const met = await meetStream({ kind: 'sse-drop-terminator' }, streaming(STREAMS[name]));
    expect(met.body).toBe(STREAMS[name].slice(0, -1).join(''));
    expect(met.isWhole).toBe(true);
    expect(met.outcome?.end).toBe('injected');
  });

  test('a stream that has none is left alone', async () => {
    const met = await meetStream({ kind: 'sse-drop-terminator' }, streaming(NUMBERED));
    expect(met.body).toBe(NUMBERED.join(''));
    expect(met.outcome).toMatchObject({ end: 'complete', suppressed: 'no-fitting-change' });
  });
});

test('sse-duplicate-event sends one event twice', async () => {
  const met = await meetStream(
    { kind: 'sse-duplicate-event', afterEvents: 1 },
    streaming(NUMBERED),
  );
  const [first = '', second = '', ...others] = NUMBERED;
  expect(met.body).toBe([first, second, second, ...others].join(''));
  expect(met.isWhole).toBe(true);
});

test('sse-reorder lets two events change places, comments between them too', async () => {
  const met = await meetStream({ kind: 'sse-reorder', afterEvents: 1 }, streaming(NUMBERED));
  expect(met.body).toBe('data: 0\n\ndata: 2\n\ndata: 1\n\n: a\n\ndata: 3\n\n');
  const last = await meetStream({ kind: 'sse-reorder', afterEvents: 3 }, streaming(NUMBERED));
  expect(last.body).toBe(NUMBERED.join(''));
});
