// The wire suites at full length, each from a seed: `npm run test:wire` runs all of them, and a word
// behind it (bodies, upstreams, clients) one. CHAOS_HELL_SEED chooses other cases.
import { spawnSync } from 'node:child_process';

const SUITES = {
  bodies: ['bodies-arrive-whole', { CHAOS_BODIES: '2600' }],
  upstreams: ['upstreams-from-hell', { CHAOS_HELL_ANSWERS: '400' }],
  clients: ['clients-from-hell', { CHAOS_HELL_REQUESTS: '1000' }],
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}; expected ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(SUITES)) {
  const [file, variables] = SUITES[name];
  const args = ['vitest', 'run', '--project', 'integration', '--testTimeout', '1800000'];
  const { status } = spawnSync('npx', [...args, `tests/integration/chaos-proxy/${file}`], {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  if (status !== 0) process.exitCode = 1;
}
