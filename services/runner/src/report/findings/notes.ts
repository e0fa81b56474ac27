import type { Summary } from '@chaos-lab/contracts';
import { count, percent } from '../../summary/words/numbers.ts';
import { plural } from '../../summary/words/phrases.ts';

/** What a reader must know before the numbers: how complete the run is, and what disturbed it. */
export function notesOf(
  summary: Summary,
  options: { readonly cutFiles: readonly string[] },
): readonly string[] {
  return [
    ...partialNote(summary),
    ...options.cutFiles.map(
      (file) => `The last line of ${file} was cut in the middle and is left out.`,
    ),
    ...realFailures(summary),
    ...summary.stopped.map(
      ({ failure_rate: rate, pairs, e }) =>
        `${percent(rate)} was stopped early after ${plural(pairs, 'pair')}, as planned, at an e-value of ${e.toPrecision(3)}.`,
    ),
  ];
}

function partialNote({ partial, state, runs, planned_runs: planned }: Summary): string[] {
  if (!partial) return [];
  const why = {
    running: 'it was still running, or was killed',
    interrupted: 'it was interrupted',
    failed: 'the lab failed',
    complete: 'it did not reach its end',
  } satisfies Record<Summary['state'], string>;
  return [
    `Partial run: ${count(runs)} of ${count(planned)} planned runs; ${why[state]}. Tests hold for the planned size, so everything here is provisional.`,
  ];
}

function realFailures({ real_upstream_failures: n }: Summary): string[] {
  return n === 0
    ? []
    : [
        `${plural(n, 'call')} met a real failure of an upstream that no fault asked for; the machine or the lab was in trouble.`,
      ];
}
