import { promised } from '../mutation.ts';

const ACCOUNTS = 'tests/integration/agent/every-write-is-accounted-for.test.ts';
const SETTLES = 'tests/integration/agent/agent-settles-every-write.test.ts';
const AGREES = 'the ledger agrees with what is said of each write';

export const WRITES = promised('Every write of a task is accounted for', [
  {
    without: 'telling a refused retry from a refused write',
    file: 'services/agent/src/calls/writes/write-state.ts',
    search: `        open: Math.max(0, open - 1),
        settled`,
    replace: `        open: 0,
        settled`,
    test: ACCOUNTS,
    named: AGREES,
  },
  {
    without: 'looking again after an undo that was answered with 404',
    file: 'services/agent/src/task/compensation.ts',
    search: "tool.verification === undefined ? 'undone' : 'undo_sent'",
    replace: "'undone'",
    test: SETTLES,
    named: 'that cannot be checked leaves the write in doubt',
  },
  {
    without: 'counting a lost undo',
    file: 'services/agent/src/calls/writes/write-state.ts',
    search: 'undoing: undoing + 1',
    replace: 'undoing',
    test: SETTLES,
    named: 'that cannot be checked leaves the write in doubt',
  },
]);
