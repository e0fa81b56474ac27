// Writes the JSON Schemas of the contracts to assets/schemas.
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonSchemas } from '../packages/contracts/src/index.ts';

const folder = new URL('../assets/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of jsonSchemas()) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
