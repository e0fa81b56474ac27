import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Presets, providerSchema, scenarioSchema, withPresets } from '@chaos-lab/contracts';
import { z } from 'zod';
import { ASSETS } from './assets.ts';
import { readDocument } from './read-document.ts';

let known: Presets | undefined;

/** A scenario as people write it: faults of providers stand there by name. */
export const scenarioDocumentSchema = z.preprocess((input, context) => {
  known ??= readPresets();
  const { value, unknown } = withPresets(input, known);
  for (const { path, preset } of unknown) {
    const message = `${path}: unknown preset ${preset}: expected one of ${[...known.keys()].join(', ')}`;
    context.addIssue({ code: 'custom', message });
  }
  return value;
}, scenarioSchema);

function readPresets(): Presets {
  const folder = join(ASSETS, 'providers');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const faults = files.flatMap((file) =>
    Object.entries(readDocument(join(folder, file), providerSchema).value.faults),
  );
  return new Map(faults.map(([name, { fault }]) => [name, fault]));
}
