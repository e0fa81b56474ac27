import { readFileSync } from 'node:fs';
import type { PackageDescription } from './description.ts';
import { builtPlace, launcherPlace, ROOT, typesPlace } from './places.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(ROOT + path, 'utf8'));

/** The package.json of a package. */
export function manifestOf(described: PackageDescription): Record<string, unknown> {
  const { name, description, keywords, node, peerDependencies } = described;
  const { version, license } = read('package.json') as Record<string, string>;
  const exports: Record<string, unknown> = {};
  for (const [door, source] of Object.entries(described.exports)) {
    exports[door] = { types: `./${typesPlace(source)}`, default: `./${builtPlace(source)}` };
  }
  const bin: Record<string, string> = {};
  for (const [command, source] of Object.entries(described.commands)) {
    bin[command] = launcherPlace(command, source);
  }
  return {
    name,
    version,
    description,
    keywords,
    license,
    type: 'module',
    engines: { node: `>=${node.oldest}` },
    ...filled('bin', bin),
    exports: { ...exports, './package.json': './package.json' },
    ...filled('dependencies', versionsOf(described.dependencies)),
    ...filled('optionalDependencies', versionsOf(described.optionalDependencies)),
    ...filled('peerDependencies', peerDependencies),
  };
}

const filled = (name: string, value: Readonly<Record<string, string>>) =>
  Object.keys(value).length === 0 ? {} : { [name]: value };

/** The versions that the tests of this repository run with. */
function versionsOf(names: readonly string[]): Record<string, string> {
  const { packages } = read('package-lock.json') as {
    packages: Record<string, { version?: string }>;
  };
  return Object.fromEntries(
    names.map((name) => {
      const version = packages[`node_modules/${name}`]?.version;
      if (version === undefined) throw new Error(`${name} is not installed at the root`);
      return [name, version];
    }),
  );
}
