import { type AttemptCells, MOST_CALLS } from '../collect/attempts.ts';
import { duration } from '../../summary/words/numbers.ts';
import { type Html, html } from './html.ts';

/**
 * The calls of one run, one after another: answered calls, faults, and the waits between them. Calls
 * have one width, since they take milliseconds; a wait grows with the square root of its length.
 */
export function timeline(calls: readonly AttemptCells[]): Html {
  if (calls.length === 0) return html`<p class="quiet">No call of this run is in attempts.csv.</p>`;
  const steps = groupByStep(calls);
  const cut =
    calls.length >= MOST_CALLS
      ? html`<li class="quiet">Only the first ${MOST_CALLS} calls are shown.</li>`
      : html``;
  return html`<ol class="steps">${steps.map(
    ([step, own]) =>
      html`<li><span class="step">${step}</span><span class="calls">${own.map(call)}</span></li>`,
  )}${cut}</ol>`;
}

function groupByStep(
  calls: readonly AttemptCells[],
): readonly (readonly [string, readonly AttemptCells[]])[] {
  const groups: [string, AttemptCells[]][] = [];
  for (const one of calls) {
    const name = one.step === '' ? one.operation : one.step;
    const last = groups.at(-1);
    if (last?.[0] === name) last[1].push(one);
    else groups.push([name, [one]]);
  }
  return groups;
}

function call(cells: AttemptCells): Html {
  const waitMs = Number(cells.wait_ms);
  const wait =
    waitMs > 0
      ? html`<span class="wait" style="width:${waitWidth(waitMs)}px"><span>${duration(waitMs)}</span></span>`
      : html``;
  return html`<span class="call ${kindOf(cells)}" title="${wordsOf(cells)}">${labelOf(cells)}</span>${wait}`;
}

const waitWidth = (ms: number): number => Math.round(Math.min(120, 34 + 9 * Math.sqrt(ms / 1000)));

type CallKind = 'ok' | 'fault' | 'lost' | 'unsent' | 'failed';

function kindOf({ fault, phase, attempt, condition, status }: AttemptCells): CallKind {
  if (fault !== '') return phase === 'before' ? 'fault' : 'lost';
  if (attempt === '0') return 'unsent';
  return condition === 'ok' || (condition === 'complete' && status.startsWith('2'))
    ? 'ok'
    : 'failed';
}

const SHORT: Readonly<Record<string, string>> = {
  reset: 'RST',
  close: 'FIN',
  timeout: 'time out',
  connect_error: 'no conn.',
  breaker_open: 'breaker',
  budget_exhausted: 'budget',
  deadline_exceeded: 'deadline',
};

function labelOf(cells: AttemptCells): string {
  const { condition, status, fault } = cells;
  const kind = kindOf(cells);
  if (kind === 'ok') return status;
  if (condition !== 'ok') return SHORT[condition] ?? condition.replaceAll('_', ' ');
  return fault;
}

const WHEN: Readonly<Record<string, string>> = {
  before: 'before the upstream acted',
  after: 'after the upstream acted',
  during: 'in the answer',
};

/** The call in a sentence, for a pointer that rests on it. */
function wordsOf(cells: AttemptCells): string {
  const { operation, attempt, status, condition, fault, phase, strategy, entry } = cells;
  return [
    `${operation}, attempt ${attempt}`,
    status === '' ? condition : `status ${status} (${condition})`,
    fault === '' ? '' : `fault ${fault} ${WHEN[phase] ?? ''}`,
    strategy === '' ? '' : `then ${strategy}${entry === '' ? '' : ` by ${entry}`}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

export function timelineLegend(): Html {
  return html`<ul class="legend">
<li><span class="call ok">200</span>answered</li>
<li><span class="call fault">503</span>fault before the upstream acted</li>
<li><span class="call lost">RST</span>fault after it acted, or in its answer</li>
<li><span class="call failed">404</span>a failure nobody injected</li>
<li><span class="call unsent">breaker</span>never sent</li>
<li><span class="wait" style="width:48px"><span>2.0 s</span></span>decided wait</li></ul>`;
}
