import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { experimentSchema, providerSchema } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import type { z } from 'zod';
import { ASSETS } from '../../experiment/documents/assets.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { scenarioDocumentSchema } from '../../experiment/documents/scenario-document.ts';
import type { Check } from './check.ts';

/** Whether every scenario and experiment of the assets can be read. */
export function checkDocuments(): Check[] {
  return [
    checkFolder('providers', providerSchema),
    checkFolder('scenarios', scenarioDocumentSchema),
    checkFolder('experiments', experimentSchema),
  ];
}

function checkFolder(name: string, schema: z.ZodType): Check {
  const folder = join(ASSETS, name);
  if (!existsSync(folder)) return { name, ok: false, detail: `${folder} is missing` };
  const files = readdirSync(folder).filter((file) => /\.(ya?ml|json)$/.test(file));
  const problems = files.flatMap((file) => problemsOf(join(folder, file), schema));
  return problems.length === 0
    ? { name, ok: true, detail: `${files.length} files, all valid` }
    : { name, ok: false, detail: problems.join('; ') };
}

function problemsOf(path: string, schema: z.ZodType): readonly string[] {
  try {
    readDocument(path, schema);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}
