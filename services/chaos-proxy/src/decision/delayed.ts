import type { CompiledRule } from '../scenario/compile.ts';
import type { Verdict } from './verdict.ts';

/** What rules that let the request go on have added to it. */
export type Delayed = {
  readonly delayMs: number;
  readonly rules: readonly string[];
  readonly timed: boolean;
};

/** A rule that goes on has draws of its own: else it would fire for just the requests of the next rule. */
export function ownDraw(rule: CompiledRule, address: string): string {
  return `${address}\n${rule.name}`;
}

export function delayedBy(verdict: Verdict, before: Delayed | undefined): Delayed {
  const { delayMs } = verdict.parameters;
  return {
    delayMs: (before?.delayMs ?? 0) + (typeof delayMs === 'number' ? delayMs : 0) + verdict.holdMs,
    rules: [...(before?.rules ?? []), verdict.rule ?? ''],
    timed: (before?.timed ?? false) || verdict.timed,
  };
}

/** A verdict whose request waits first; its record names the rules that made it wait. */
export function afterDelay(verdict: Verdict, delayed: Delayed | undefined): Verdict {
  if (delayed === undefined) return verdict;
  return {
    ...verdict,
    parameters: { ...verdict.parameters, delayedBy: delayed.rules.join(', ') },
    timed: verdict.timed || delayed.timed,
    holdMs: verdict.holdMs + delayed.delayMs,
  };
}
