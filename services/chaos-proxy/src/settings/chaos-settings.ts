import { MAX_SEED } from '@chaos-lab/contracts';
import { defineSettings, value } from '@chaos-lab/service-kit';

/** What goes wrong, and when. */
export const CHAOS_SETTINGS = defineSettings({
  seed: {
    flag: 'seed',
    env: 'CHAOS_SEED',
    schema: value.seed(),
    placeholder: 'number',
    describe: `seed of every decision, 0 to ${MAX_SEED}; wins over the scenario's own; 42 where nobody says`,
  },
  scenario: {
    flag: 'scenario',
    env: 'CHAOS_SCENARIO',
    schema: value.text(),
    placeholder: 'name or file',
    describe: 'what goes wrong: a scenario of the library, or a YAML or JSON file',
  },
  rate: {
    flag: 'rate',
    env: 'CHAOS_RATE',
    schema: value.rate(),
    placeholder: 'number',
    describe: 'share of calls that fail, 0 to 1; with --scenario, what "sweep" means in it',
  },
  faults: {
    kind: 'list',
    flag: 'faults',
    env: 'CHAOS_FAULTS',
    schema: value.text(),
    placeholder: 'words',
    describe: 'what --rate injects, all equally likely: http-503,http-429,hang,reset,latency-250',
  },
  timeScale: {
    flag: 'time-scale',
    env: ['CHAOS_TIME_SCALE', 'TIME_SCALE'],
    schema: value.number({ min: 0.001, max: 100_000, noun: 'a time scale' }),
    placeholder: 'number',
    describe: 'lab seconds in a real second; every delay is divided by it; 1 where nobody says',
  },
  openapi: {
    flag: 'openapi',
    env: 'CHAOS_OPENAPI',
    schema: value.text(),
    placeholder: 'file',
    describe: 'OpenAPI 3 document of the upstream: names operations, shapes errors',
  },
  validateRequests: {
    kind: 'switch',
    flag: 'validate-requests',
    env: 'CHAOS_VALIDATE_REQUESTS',
    default: false,
    describe: 'refuse requests that break the --openapi document before anything else happens',
  },
  replay: {
    flag: 'replay',
    env: 'CHAOS_REPLAY',
    schema: value.text(),
    placeholder: 'file',
    describe: 'take decisions from this recorded tape instead of the seed',
  },
});
