import type { DecisionRecord } from '@chaos-lab/contracts';
import type { CompiledRule, CompiledScenario } from '../scenario/compile.ts';
import { sentences } from './sentences.ts';

/** Why one request met what it met. */
export type Explanation = {
  readonly record: DecisionRecord;
  /** The rules that were tried, in order, up to the one that decided. */
  readonly rules: readonly TriedRule[];
  /** `fires` where the first draw lies below the rate in force. */
  readonly firing: { readonly draw: number; readonly rate: number; readonly fires: boolean } | null;
  /** The share of [0, 1) that each fault of the rule has; the second draw picks one. */
  readonly choice: { readonly draw: number; readonly shares: readonly FaultShare[] } | null;
  readonly sentences: readonly string[];
};

export type TriedRule = {
  readonly rule: string;
  readonly matched: boolean;
  /** What of the request the rule did not fit. */
  readonly mismatch: string | null;
};

export type FaultShare = {
  readonly kind: string;
  readonly phase: string;
  readonly from: number;
  readonly to: number;
  readonly chosen: boolean;
};

/** Reconstructs a decision from its record and the version of the scenario that it saw. */
export function explain(
  record: DecisionRecord,
  scenario: CompiledScenario | undefined,
): Explanation {
  const bySeed = record.source === 'seed' ? scenario : undefined;
  const rule = bySeed?.rules.find(({ name }) => name === record.rule);
  const explained = {
    record,
    rules: bySeed === undefined ? [] : tried(record, bySeed),
    firing: firingOf(record),
    choice: rule === undefined ? null : choiceOf(record, rule),
  };
  return { ...explained, sentences: sentences(explained, rule, scenario !== undefined) };
}

function tried(record: DecisionRecord, scenario: CompiledScenario): TriedRule[] {
  const found: TriedRule[] = [];
  for (const rule of scenario.rules) {
    const matched = rule.name === record.rule;
    found.push({ rule: rule.name, matched, mismatch: matched ? null : mismatchOf(record, rule) });
    if (matched) break;
  }
  return found;
}

/** Headers are not on the tape: where all else fits, it was them. */
function mismatchOf(record: DecisionRecord, { match }: CompiledRule): string {
  if (match.arm !== undefined && !match.arm(record.arm)) return 'arm';
  const { method, path, session } = record;
  const request = { method, path, headers: {}, identity: { session } };
  return match.mismatch(request, record.operation) ?? 'headers';
}

function firingOf({ draws, rate }: DecisionRecord): Explanation['firing'] {
  return draws === null ? null : { draw: draws[0], rate, fires: draws[0] < rate };
}

function choiceOf(record: DecisionRecord, rule: CompiledRule): Explanation['choice'] {
  if (record.draws === null) return null;
  const total = rule.sums.at(-1) ?? 1;
  const draw = record.draws[1];
  const shares = rule.faults.map(({ spec, phase }, index) => {
    const from = index === 0 ? 0 : (rule.sums[index - 1] ?? 0) / total;
    const to = (rule.sums[index] ?? 0) / total;
    const chosen = record.fault !== null && from <= draw && draw < to;
    return { kind: spec.kind, phase, from, to, chosen };
  });
  return { draw, shares };
}
