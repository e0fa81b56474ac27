import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import type { PackageDescription } from './description.ts';
import { notices } from './notices.ts';
import { ownPlaces } from './own-places.ts';
import { outsideOf } from './outside.ts';
import { ROOT } from './places.ts';

/** Writes the JavaScript of a package to `folder`; gives the licences of what is bundled with it. */
export async function bundleCode(
  described: PackageDescription,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const { exports, commands, started, platform } = described;
  const licences = new Map<string, string>();
  await write(described, folder, {
    sources: [...Object.values(exports), ...Object.values(commands), ...started],
    platform,
    external: outsideOf(described).isDeclared,
    plugins: [ownPlaces(), notices(licences)],
    ending: 'mjs',
  });
  return licences;
}

/** Writes the types of what a package exports to `folder`, with all that they refer to. */
export async function bundleTypes(described: PackageDescription, folder: string): Promise<void> {
  const sources = Object.values(described.exports);
  if (sources.length === 0) return;
  await write(described, folder, {
    sources,
    platform: described.platform,
    // Types of others are named, not copied: whoever imports them needs the same ones.
    external: (id) => /^(?!@chaos-lab\/)[^./]/.test(id) && !sources.includes(`${id}.ts`),
    plugins: dts({ cwd: ROOT, tsconfig: 'tsconfig.json', dtsOnly: true, tsc: { eager: true } }),
    ending: 'd.mts',
  });
}

type Written = {
  readonly sources: readonly string[];
  readonly platform: PackageDescription['platform'];
  readonly external: (id: string) => boolean;
  readonly plugins: Plugin[];
  readonly ending: string;
};

/** Every source at its own place, and what several share beside them. Throws where a module is not to be had. */
async function write(
  described: PackageDescription,
  dir: string,
  { sources, platform, external, plugins, ending }: Written,
): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(sources.map((path) => [path.replace(/\.ts$/, ''), ROOT + path])),
    cwd: ROOT,
    platform,
    external,
    plugins,
    checks: { eval: false, bundlerTimings: false, pluginTimings: false },
  });
  const { output } = await bundle.write({
    dir,
    format: 'esm',
    entryFileNames: `[name].${ending}`,
    chunkFileNames: `chunks/[name]-[hash].${ending}`,
  });
  await bundle.close();
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
  const own = new Set(chunks.map(({ fileName }) => fileName));
  // What was left out of the code with the names that it would have given is still in its lists.
  const imported = chunks.flatMap(({ code, imports, dynamicImports }) =>
    [...imports, ...dynamicImports].filter((id) => code.includes(JSON.stringify(id))),
  );
  outsideOf(described).require(imported.filter((id) => !own.has(id)));
}
