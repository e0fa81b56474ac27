import { describe, expect, it } from 'vitest';
import { NO_CALM } from '../trial/trials.ts';
import { writeResults } from './write-results.ts';

const result = {
  cells: [],
  repeat: () => 'again',
  calm: { ...NO_CALM, observations: [] as never, names: [], realMs: 1 },
  target: 'http://127.0.0.1:1',
  client: 'true',
  oracle: 'the effects on the wire',
};

describe('a file that cannot be written', () => {
  it.each([true, false])('costs the file, not what was found (JSON: %s)', async (json) => {
    const printed: string[] = [];
    const writing = writeResults(result, {
      json,
      junit: '/dev/null/no/such/folder.xml',
      html: undefined,
      stdout: { write: (text: string) => printed.push(text) },
      env: {},
    });
    await expect(writing).rejects.toThrow(/folder\.xml/);
    expect(printed.join('')).toContain(json ? '"found":0' : 'nothing found in 0 runs');
  });
});
