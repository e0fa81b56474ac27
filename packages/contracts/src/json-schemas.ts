import { z } from 'zod';
import { decisionRecordSchema } from './decision-record.ts';
import { claimsSchema, effectsSchema } from './effects.ts';
import { experimentSchema } from './experiment.ts';
import { faultSchema } from './fault.ts';
import { faultHypothesesSchema } from './fault-hypothesis.ts';
import { ledgerSchema, orderFactsSchema } from './ledger.ts';
import { lookupAnswerSchema, lookupRequestSchema } from './lookup.ts';
import { playbookSchema } from './playbook.ts';
import { problemSchema } from './problem.ts';
import { presetSchema, providerSchema } from './provider.ts';
import { manifestSchema, summarySchema } from './run-folder.ts';
import { scenarioSchema } from './scenario.ts';
import {
  resumeRequestSchema,
  taskEventSchema,
  taskRequestSchema,
  taskResultSchema,
} from './task.ts';

/** What `assets/schemas` holds, by file name without its ending. */
const PUBLISHED = {
  scenario: scenarioSchema,
  experiment: experimentSchema,
  'decision-record': decisionRecordSchema,
  manifest: manifestSchema,
  summary: summarySchema,
  ledger: ledgerSchema,
  'fault-hypotheses': faultHypothesesSchema,
  effects: effectsSchema,
  claims: claimsSchema,
  'order-facts': orderFactsSchema,
  'lookup-request': lookupRequestSchema,
  'lookup-answer': lookupAnswerSchema,
  playbook: playbookSchema,
  provider: providerSchema,
  problem: problemSchema,
  'task-request': taskRequestSchema,
  'resume-request': resumeRequestSchema,
  'task-result': taskResultSchema,
  'task-event': taskEventSchema,
} as const;

/** The JSON Schema (2020-12) of every published document, as written by people: defaults are optional. */
export function jsonSchemas(): ReadonlyMap<string, object> {
  return new Map(
    Object.entries(PUBLISHED).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, {
        io: 'input',
        unrepresentable: 'any',
        override: name === 'scenario' ? takesPresets : () => {},
      }),
    ]),
  );
}

/** A scenario that is written by hand may name a fault of a provider instead of spelling it out. */
function takesPresets({ zodSchema, jsonSchema }: Override): void {
  if (zodSchema === faultSchema) jsonSchema.oneOf?.push(z.toJSONSchema(presetSchema));
}

type Override = {
  readonly zodSchema: unknown;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
};
