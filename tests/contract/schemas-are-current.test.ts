import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '@chaos-lab/contracts';

const folder = new URL('../../assets/schemas/', import.meta.url);

describe('assets/schemas', () => {
  it('holds exactly what the contracts generate (npm run schemas)', () => {
    const schemas = jsonSchemas();
    expect(readdirSync(folder).toSorted()).toEqual(
      [...schemas.keys()].map((name) => `${name}.schema.json`).toSorted(),
    );
    for (const [name, schema] of schemas) {
      const written: unknown = JSON.parse(
        readFileSync(new URL(`${name}.schema.json`, folder), 'utf8'),
      );
      expect(written, name).toEqual(JSON.parse(JSON.stringify(schema)));
    }
  });
});
