// Makes the proxy a package without dependencies, and its tarball: `npm run pack:chaos-proxy`.
// The sources are TypeScript, which Node does not read inside node_modules, so they are bundled.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('../', import.meta.url);
const service = new URL('services/chaos-proxy/', root);
const target = process.argv[2] ?? fileURLToPath(new URL('dist/', root));
const folder = `${target}/chaos-proxy`;
const path = (name, base = root) => fileURLToPath(new URL(name, base));

rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/bin`, { recursive: true });

const ENTRIES = {
  main: 'src/main.ts',
  // Started from the bundle by its name, on a thread of its own.
  'scenario-worker': 'src/scenario/reader/scenario-worker.ts',
};
for (const [name, file] of Object.entries(ENTRIES)) {
  const bundle = await rolldown({
    input: path(file, service),
    platform: 'node',
    plugins: [{ name: 'own-places', transform: ownPlaces }],
  });
  await bundle.write({ file: `${folder}/bin/${name}.mjs`, format: 'esm', codeSplitting: false });
  await bundle.close();
}

cpSync(path('assets/providers'), `${folder}/assets/providers`, { recursive: true });
cpSync(path('assets/scenarios'), `${folder}/assets/scenarios`, { recursive: true });
cpSync(
  path('assets/schemas/scenario.schema.json'),
  `${folder}/assets/schemas/scenario.schema.json`,
);
cpSync(
  path('assets/openapi/chaos-proxy-admin.yaml'),
  `${folder}/assets/openapi/chaos-proxy-admin.yaml`,
);
cpSync(path('README.md', service), `${folder}/README.md`);
cpSync(path('LICENSE'), `${folder}/LICENSE`);
writeFileSync(`${folder}/bin/chaos-proxy.mjs`, LAUNCHER(), { mode: 0o755 });
writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`);

const packed = spawnSync('npm', ['pack', '--pack-destination', target, '--loglevel=error'], {
  cwd: folder,
  encoding: 'utf8',
});
if (packed.status !== 0) throw new Error(`npm pack: ${packed.stderr}`);
console.log(`${target}/${packed.stdout.trim()}`);

/** The modules that know where a file of their own is, which is elsewhere in the bundle. */
function ownPlaces(code, id) {
  const place = Object.entries({
    '/src/assets.ts': ["'../../../assets/'", "'../assets/'"],
    '/src/scenario/reader/scenario-reader.ts': [
      "'./scenario-worker.ts'",
      "'./scenario-worker.mjs'",
    ],
  }).find(([file]) => id.endsWith(`/services/chaos-proxy${file}`));
  if (place === undefined) return null;
  const [, [there, here]] = place;
  const own = code.replace(there, here);
  if (own === code) throw new Error(`${id} does not name its file as expected`);
  return own;
}

function LAUNCHER() {
  return `#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write('chaos-proxy needs Node 24 or newer and found ' + process.versions.node + '\\n');
  process.exit(1);
}
await import('./main.mjs');
`;
}

function manifest() {
  const { version } = JSON.parse(readFileSync(new URL('package.json', service), 'utf8'));
  const { license, description } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return {
    name: '@chaos-lab/chaos-proxy',
    version,
    description: `chaos-proxy of ${description[0].toLowerCase()}${description.slice(1)}`,
    license,
    type: 'module',
    bin: { 'chaos-proxy': 'bin/chaos-proxy.mjs' },
    files: ['bin', 'assets'],
    engines: { node: '>=24' },
  };
}
