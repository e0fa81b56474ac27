import type { DecisionRecord } from '@chaos-lab/contracts';
import { verdictWords } from '../../services/runner/src/inspect/client-verdicts/words.ts';
import { CASES } from './cases.ts';
import type { AgentClient } from './clients.ts';
import type { Cell } from './measure.ts';

/** What a whole answer says; a shorter one is a part. */
const WHOLE = /I order a pet\.|The order is placed\./;
const ORDER = '{"petId":7,"quantity":1}';

/** The page of results: a table, what it shows in words, and the tape of each cell. */
export function agentsPage(clients: readonly AgentClient[], cells: readonly Cell[]): string {
  return [INTRO, table(clients, cells), findings(clients, cells), tapes(clients, cells)].join('\n');
}

const INTRO = `# What clients of models and tools do

Written by \`npm run results:agents\`: every client as its README sets it up, with nothing changed but the
base URL, against a model without a key and an MCP server, both behind the proxy. Each fault happens once,
to the first request (of an MCP client: to its first call of a tool), and the client is asked to order a
pet with one tool. A client that has come to no end after 20 s *waits*.

A cell says what the user of the client sees: *done*, an error by the name of its class, or *waits*; then
the number of requests where it is not one for each turn; *half* where it is done without the end of the
text or without the tool; and how often its tool ran where that is not once. Cells of faults that a client cannot meet are
empty. For MCP clients an error event is an error of JSON-RPC.
`;

function table(clients: readonly AgentClient[], cells: readonly Cell[]): string {
  const head = ['client', ...CASES.map(({ title }) => title)];
  const rows = clients.map(({ name, title }) => [title, ...shownCells(name, cells)]);
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return ['## Who did what', '', ...lines, ''].join('\n');
}

/** The cells of one client as the table has them, in the order of the cases. */
export function shownCells(client: string, cells: readonly Cell[]): string[] {
  const own = cells.filter((cell) => cell.client === client);
  const calm = own.find((cell) => cell.case === 'calm');
  return CASES.map(({ name }) =>
    shown(
      own.find((cell) => cell.case === name),
      calm,
    ),
  );
}

function shown(cell: Cell | undefined, calm: Cell | undefined): string {
  if (cell === undefined) return '';
  if (isMissed(cell)) return 'not met';
  const parts = [cell.outcome];
  if (isHalf(cell)) parts.push('half');
  const requests = cell.tape.length;
  if (requests !== calm?.tape.length) {
    parts.push(`${requests} ${requests === 1 ? 'request' : 'requests'}`);
  }
  const runs = cell.orders.length;
  if (runs !== 1) parts.push(`tool ${runs}×`);
  if (cell.orders.some((order) => JSON.stringify(order) !== ORDER)) parts.push('other arguments');
  return parts.join(', ');
}

/** Whether the user got a part of a text as if it were one. */
function isHalf({ outcome, text, orders }: Cell): boolean {
  return outcome === 'done' && (!WHOLE.test(text) || orders.length === 0);
}

function isMissed({ tape, case: name }: Cell): boolean {
  return (
    name !== 'calm' && !tape.some(({ fault, suppressed }) => fault !== null && suppressed === null)
  );
}

function findings(clients: readonly AgentClient[], cells: readonly Cell[]): string {
  const met = cells.filter((cell) => !isMissed(cell));
  const of = (name: string, test: (cell: Cell) => boolean, among = met): string => {
    const those = among.filter((cell) => cell.case === name);
    const found = those.filter(test).map(({ client }) => client);
    const named = found.length === 0 ? '' : ` (${found.join(', ')})`;
    return `${found.length} of ${those.length}${named}`;
  };
  const tools = met.filter(isTool);
  const failed = ({ outcome }: Cell): boolean => outcome !== 'done' && outcome !== 'waits';
  const has = (verdict: string) => (cell: Cell) =>
    cell.verdicts.some((one) => one.verdict === verdict);
  const tokens = met.flatMap(({ verdicts }) =>
    verdicts.filter(({ verdict }) => verdict === 'lost-tokens'),
  );
  const lines = [
    `A stream that is cut between two events and ends as a whole one does is taken for a whole answer, without an error, by ${of('cut', isHalf)}.`,
    `Cut inside the arguments of a tool call: no error for the user of ${of('cut-arguments', ({ outcome }) => outcome === 'done')}; the tool ran for ${of('cut-arguments', ({ orders }) => orders.length > 0)}.`,
    `A stream without its terminator is an error for ${of('terminator', failed)}.`,
    `An error event is an error for the user of ${of('error-event', failed)}.`,
    `Told to wait for an hour, ${of('429-hour', ({ outcome }) => outcome === 'waits')} wait; ${of('429-hour', has('ignored-retry-after'))} come back before their time.`,
    `A stream that falls silent for 20 s is waited for by ${of('stall', ({ outcome }) => outcome === 'waits')}.`,
    `An answer that is lost after it was made is asked for again by ${of('lost', ({ tape }) => tape.some(({ attempt }) => attempt > 1))}: it is made, and paid for, twice.`,
    `An MCP tool that has run, and whose answer is lost, is an error for the user of ${of('lost', (cell) => failed(cell) && cell.orders.length > 0, tools)}.`,
    `An MCP answer that ends before its message is waited for by ${of('cut', ({ outcome }) => outcome === 'waits', tools)}.`,
    `A tool of an MCP server ran twice for ${
      met
        .filter(has('ran-tool-twice'))
        .map(({ client, case: name }) => `${client} (${name})`)
        .join(', ') || 'nobody'
    }.`,
    `In all ${met.length} cells together, ${tokens.reduce((sum, { amount }) => sum + amount, 0)} tokens were made and did not reach anybody; a turn has 160.`,
  ];
  const names = clients.map(({ name, title }) => `\`${name}\` is ${title}`).join('; ');
  return ['## In words', '', ...lines.map((line) => `- ${line}`), '', `Names: ${names}.`, ''].join(
    '\n',
  );
}

const isTool = ({ tape }: Cell): boolean =>
  tape.some(({ operation }) => operation.startsWith('tools/call:'));

function tapes(clients: readonly AgentClient[], cells: readonly Cell[]): string {
  const lines = clients.flatMap(({ name }) =>
    CASES.flatMap((one) =>
      cells
        .filter((cell) => cell.client === name && cell.case === one.name)
        .map(({ tape, verdicts }) => {
          const seen = tape.map(requestWords).join(' · ') || 'no request';
          const judged = verdicts.map((verdict) => verdictWords(verdict)).join('; ');
          return `${name} ${one.name}: ${seen}${judged === '' ? '' : ` — ${judged}`}`;
        }),
    ),
  );
  return [
    '## The tape of each cell',
    '',
    'For each request: the operation, call.attempt, the fault that went out, the status that the client read and how much of the answer reached it.',
    '',
    '```text',
    ...lines,
    '```',
    '',
  ].join('\n');
}

function requestWords({
  operation,
  call,
  attempt,
  fault,
  phase,
  suppressed,
  status,
  reached,
}: DecisionRecord) {
  const met = fault === null || suppressed !== null ? '' : ` ${fault.kind}@${phase}`;
  return `${operation} ${call}.${attempt}${met} ${status ?? '–'} ${reached}`;
}
