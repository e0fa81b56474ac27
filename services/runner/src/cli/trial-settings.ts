import { defineSettings, value } from '@chaos-lab/service-kit';
import { type Command, Option } from 'commander';
import { INVARIANT_NAMES } from '../trial/invariants/index.ts';

/** What `check` and `hunt` need to run a client under faults. */
export const TRIAL = defineSettings({
  target: {
    flag: 'target',
    env: 'CHAOS_TARGET',
    schema: value.httpUrl(),
    placeholder: 'url',
    describe: 'the API that the command uses; a proxy is started in front of it',
  },
  openapi: {
    flag: 'openapi',
    env: 'CHAOS_OPENAPI',
    schema: value.text(),
    placeholder: 'file',
    describe: 'OpenAPI 3 document of the API: calls are then known by their operationId',
  },
  service: {
    flag: 'service',
    schema: value.httpUrl(),
    placeholder: 'url',
    describe:
      'in place of a command, a client that runs already: POST {"baseUrl", "session"} for each run, 2xx is success',
  },
  faults: {
    kind: 'list',
    flag: 'faults',
    schema: value.text(),
    placeholder: 'words',
    describe: 'what goes wrong: http-500,close@after,malformed-json,...',
  },
  timeout: {
    flag: 'timeout',
    schema: value.number({ min: 0.1, max: 86_400, noun: 'a number of seconds' }),
    placeholder: 'seconds',
    describe:
      'seconds that a run may take before it counts as hung; unless told ten times a calm run, from 5 on',
  },
  oracle: {
    flag: 'oracle',
    schema: value.text(),
    default: 'wire',
    placeholder: 'who',
    describe:
      'who says what was done: wire, http:URL with {session}, or command:CMD that gets SESSION and prints JSON',
  },
  reset: {
    flag: 'reset',
    schema: value.text(),
    placeholder: 'command',
    describe: 'puts the upstream back before each run; runs then never overlap',
  },
  invariants: {
    kind: 'list',
    flag: 'invariants',
    schema: value.oneOf(INVARIANT_NAMES as readonly [string, ...string[]]),
    placeholder: 'names',
    describe: `what must hold: ${INVARIANT_NAMES.join(', ')}; all unless told, but partial where the wire is the judge`,
  },
});

/** `--env NAME={url}`, as often as there are variables. */
export function envOption(): Option {
  return new Option(
    '--env <name=value>',
    'a variable that the command reads its base URL from, repeatable: API_URL={url}; {session} is filled in too',
  ).argParser<readonly string[] | undefined>((text, before) => [...(before ?? []), text]);
}

export const envOf = (command: Command): readonly string[] =>
  command.opts<{ env?: readonly string[] }>().env ?? [];
