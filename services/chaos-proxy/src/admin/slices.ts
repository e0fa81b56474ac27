import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';

/** Longest work at a time; calls that the proxy carries come in between. */
const SLICE_MS = 5;

/** The values of something that is long to go through, with turns for others in between. */
export async function* inSlices<T>(values: Iterable<T>): AsyncGenerator<T> {
  let until = performance.now() + SLICE_MS;
  for (const value of values) {
    yield value;
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
}

const CHUNK_CHARACTERS = 65_536;

/** Sends texts as fast as the client reads, and no faster; stops where it has gone. */
export async function sendTexts(response: Response, texts: Iterable<string>): Promise<void> {
  let chunk = '';
  const flush = async (): Promise<void> => {
    if (response.closed || response.write(chunk)) return;
    // Whichever comes, the listener for the other goes.
    const over = new AbortController();
    const { signal } = over;
    const either = [once(response, 'drain', { signal }), once(response, 'close', { signal })];
    await Promise.race(either).finally(() => over.abort());
  };
  for await (const text of inSlices(texts)) {
    if (response.closed) return;
    chunk += text;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    await flush();
    chunk = '';
  }
  response.end(chunk);
}
