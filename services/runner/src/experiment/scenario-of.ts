import { parse } from 'node:path';
import { type Scenario, scenarioSchema } from '@chaos-lab/contracts';
import { findDocument } from './documents/find-document.ts';
import { readDocument } from './documents/read-document.ts';

/** The scenario that an experiment names; one without a name is called as its file. */
export function readScenario(given: string): Scenario {
  const path = findDocument('scenarios', given);
  const { value } = readDocument(path, scenarioSchema);
  return value.name === 'unnamed' ? { ...value, name: parse(path).name } : value;
}
