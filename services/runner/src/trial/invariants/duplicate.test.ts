import { expect, it } from 'vitest';
import type { Observation } from '../observation.ts';
import { duplicate } from './duplicate.ts';

const run = (duplicates: number) => ({ truth: { duplicates } }) as Observation;

it.each([
  [0, null],
  [1, 'one effect more than the task asks for'],
  [2, '2 effects more than the task asks for'],
])('%i duplicates are told as "%s"', (duplicates, detail) => {
  expect(duplicate.broken(run(duplicates))).toBe(detail);
});
