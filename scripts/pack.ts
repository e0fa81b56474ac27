// Makes the packages that this repository publishes: `npm run pack`, or `npm run pack -- --to FOLDER NAME...`.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from './pack/pack.ts';
import { PACKAGES } from './pack/packages/index.ts';
import { ROOT } from './pack/places.ts';

const names = PACKAGES.map(({ name }) => name);

try {
  const { values, positionals } = parseArgs({
    options: { to: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${unknown} is no package: expected ${names.join(', ')}`);
  }
  const target = resolve(values.to ?? `${ROOT}dist`);
  for (const described of PACKAGES) {
    if (positionals.length > 0 && !positionals.includes(described.name)) continue;
    const file = await pack(described, target);
    console.log(`${file} ${Math.ceil(statSync(file).size / 1024)} KiB`);
  }
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`pack: ${error.message}`);
  process.exitCode = 2;
}
