import { parse } from 'node:path';
import type { Scenario } from '@chaos-lab/contracts';
import { findDocument } from './documents/find-document.ts';
import { readDocument } from './documents/read-document.ts';
import { scenarioDocumentSchema } from './documents/scenario-document.ts';

/** The scenario that an experiment names; one without a name is called as its file. */
export function readScenario(given: string): Scenario {
  const path = findDocument('scenarios', given);
  const { value } = readDocument(path, scenarioDocumentSchema);
  return value.name === 'unnamed' ? { ...value, name: parse(path).name } : value;
}
