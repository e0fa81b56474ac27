import { NAME_PATTERN } from '@chaos-lab/contracts';
import { defineSettings, expecting, value } from '@chaos-lab/service-kit';
import { z } from 'zod';

const runName = () =>
  expecting(z.string().regex(NAME_PATTERN), 'a name', '1 to 128 characters of A-Z a-z 0-9 . _ -');

/** What is remembered and written down, and how much of it. */
export const RECORD_SETTINGS = defineSettings({
  tape: {
    flag: 'tape',
    env: 'CHAOS_TAPE',
    schema: value.text(),
    placeholder: 'file',
    describe: 'write every decision to this NDJSON file',
  },
  effects: {
    kind: 'switch',
    flag: 'effects',
    env: 'CHAOS_EFFECTS',
    default: true,
    describe: 'keep what requests did at the upstream, for GET /effects',
  },
  run: {
    flag: 'run',
    env: 'CHAOS_RUN',
    schema: runName(),
    default: 'local',
    describe: 'name of the run in every record',
  },
  maxSessions: {
    flag: 'max-sessions',
    env: 'CHAOS_MAX_SESSIONS',
    schema: value.integer({ min: 1, max: 1_000_000, noun: 'a number of sessions' }),
    default: 20_000,
    placeholder: 'number',
    describe: 'sessions and arms remembered at once',
  },
  maxHeld: {
    flag: 'max-held',
    env: 'CHAOS_MAX_HELD',
    schema: value.integer({ min: 0, max: 1_000_000, noun: 'a number of connections' }),
    default: 20_000,
    placeholder: 'number',
    describe: 'connections that faults may hold open at once',
  },
  tapeRecords: {
    flag: 'tape-records',
    env: 'CHAOS_TAPE_RECORDS',
    schema: value.integer({ min: 1, max: 10_000_000, noun: 'a number of records' }),
    default: 50_000,
    placeholder: 'number',
    describe: 'records kept in memory; the oldest go first',
  },
  tapePerSession: {
    flag: 'tape-per-session',
    env: 'CHAOS_TAPE_PER_SESSION',
    schema: value.integer({ min: 1, max: 10_000_000, noun: 'a number of records' }),
    default: 10_000,
    placeholder: 'number',
    describe: 'records kept in memory of one session and arm',
  },
  logLevel: {
    flag: 'log-level',
    env: 'LOG_LEVEL',
    schema: value.logLevel(),
    default: 'info',
    describe: 'how much is logged',
  },
  decisionLog: {
    flag: 'decision-log',
    env: 'CHAOS_DECISION_LOG',
    schema: value.oneOf(['all', 'faults', 'none']),
    describe: 'one line a decision on stderr; unless told, all on a terminal and faults elsewhere',
  },
});
