import { PETSTORE_BASE_PATH, PORT } from '@chaos-lab/contracts';
import {
  type ConfigInput,
  type ConfigOf,
  defineSettings,
  loadConfig,
  value,
} from '@chaos-lab/service-kit';
import { DEFAULT_FLOORS } from './task/task-context.ts';

const SETTINGS = defineSettings({
  baseUrl: {
    flag: 'base-url',
    env: ['AGENT_BASE_URL', 'BASE_URL'],
    describe: 'the API that the tools call, its base path included',
    schema: value.httpUrl(),
    default: `http://127.0.0.1:${PORT.proxy}${PETSTORE_BASE_PATH}`,
  },
  playbook: {
    flag: 'playbook',
    env: 'AGENT_PLAYBOOK',
    describe: 'a playbook file; becomes the default, under the name of the file',
    placeholder: 'file',
    schema: value.text(),
  },
  playbooks: {
    flag: 'playbooks',
    env: 'AGENT_PLAYBOOKS',
    describe: 'the folder whose *.json are the playbooks that a task may name',
    placeholder: 'folder',
    schema: value.text(),
    default: 'assets/playbooks',
  },
  port: {
    flag: 'port',
    env: 'PORT',
    describe: 'port of the HTTP API, 0 for a free one',
    schema: value.port(),
    default: PORT.agent,
  },
  host: {
    flag: 'host',
    env: 'HOST',
    describe: 'address to listen on',
    schema: value.text(),
    default: '127.0.0.1',
  },
  attemptFloorMs: {
    flag: 'attempt-floor-ms',
    env: 'AGENT_ATTEMPT_FLOOR_MS',
    describe: 'least real milliseconds of a call at a time scale above 1',
    schema: value.milliseconds(),
    default: DEFAULT_FLOORS.attemptMs,
  },
  deadlineFloorMs: {
    flag: 'deadline-floor-ms',
    env: 'AGENT_DEADLINE_FLOOR_MS',
    describe: 'least real milliseconds of a task at a time scale above 1',
    schema: value.milliseconds(),
    default: DEFAULT_FLOORS.deadlineMs,
  },
  logLevel: {
    flag: 'log-level',
    env: 'LOG_LEVEL',
    describe: 'how much to log',
    schema: value.logLevel(),
    default: 'info',
  },
});

export type AgentConfig = ConfigOf<typeof SETTINGS>;

/** The agent's settings; throws a ConfigError that lists every problem. */
export function readConfig(input: Omit<ConfigInput, 'program'>): AgentConfig {
  return loadConfig(SETTINGS, {
    ...input,
    knownSections: ['petstore-mock', 'chaos-proxy', 'agent', 'runner'],
    program: {
      name: 'agent',
      description: 'Does tasks with tools over HTTP and recovers by a playbook.',
      version: '0.1.0',
    },
  });
}
