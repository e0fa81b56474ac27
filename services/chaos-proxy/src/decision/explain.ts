import type { DecisionRecord } from '@chaos-lab/contracts';
import type { CompiledRule, CompiledScenario } from '../scenario/compile.ts';
import type { Explanation, TriedRule } from './explanation.ts';
import { sentences } from './sentences.ts';

/** Reconstructs a decision from its record and the version of the scenario that it saw. */
export function explain(
  record: DecisionRecord,
  scenario: CompiledScenario | undefined,
): Explanation {
  const bySeed = record.source === 'seed' ? scenario : undefined;
  const rule = bySeed?.rules.find((one) => decided(record, one));
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
    const matched = decided(record, rule);
    found.push({ rule: rule.name, matched, mismatch: matched ? null : mismatchOf(record, rule) });
    if (matched) break;
  }
  return found;
}

/** Rules for different arms may share a name. */
function decided(record: DecisionRecord, { name, match }: CompiledRule): boolean {
  return name === record.rule && (match.arm === undefined || match.arm(record.arm));
}

/** What is not on the tape and a rule can look at. */
const UNRECORDED = ['headers', 'query', 'body', 'nth', 'not'] as const;

/** What keeps a rule to some sessions and times; how far it had come is not on the tape. */
const LIMITS = ['sessions', 'until', 'times', 'then'] as const;

/** Where all that is on the tape fits, it was what is not on it. */
function mismatchOf(record: DecisionRecord, { match, source }: CompiledRule): string {
  if (source.enabled === false) return 'enabled';
  if (match.arm !== undefined && !match.arm(record.arm)) return 'arm';
  const { method, path, session, arm, operation, call, attempt } = record;
  const facts = { method, path, query: '', headers: {}, identity: { session, arm } };
  const failed = match.mismatch({ facts, operation, call, attempt, content: { json: undefined } });
  const unrecorded = UNRECORDED.filter((field) => source.match[field] !== undefined);
  if (failed !== null && !(UNRECORDED as readonly string[]).includes(failed)) return failed;
  const limits = LIMITS.filter((field) => source[field] !== undefined);
  const possible = [...unrecorded, ...limits];
  return possible.length > 0 ? possible.join(' or ') : 'headers';
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
