import type { ScenarioInput } from '@chaos-lab/contracts';
import { faultsOf, isFailure } from './faults-of.ts';
import type { ObservedCall } from './observed-call.ts';
import { pathPattern } from './path-pattern.ts';
import { segments } from './segments.ts';
import { excessMs, usualMs } from './slowness.ts';

type RuleInput = ScenarioInput['rules'][number];

export type LearnOptions = {
  readonly name: string;
  /** Where it was learned from, for the description. */
  readonly source: string;
};

/** A rule is worth writing from this many bad calls on. */
const LEAST = 2;

/**
 * A scenario in which each operation fails and is slow at the times, at the rates and in the ways of a
 * recording. The time of the recording's first call is 0 on everybody's clock.
 */
export function learnScenario(
  calls: readonly ObservedCall[],
  { name, source }: LearnOptions,
): ScenarioInput {
  const begin = calls[0]?.at ?? 0;
  const rules: RuleInput[] = [];
  for (const [operation, own] of byOperation(calls)) rules.push(...rulesOf(operation, own, begin));
  return { name, description: describe(calls, source), rules };
}

function describe(calls: readonly ObservedCall[], source: string): string {
  const failures = calls.filter(isFailure).length;
  const lastMs = (calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0);
  return (
    `Learned from ${source}: ${calls.length} calls in ${Math.round(lastMs / 1000)} s, ` +
    `${failures} of them failed.`
  );
}

type Operation = { readonly method: string; readonly path: string };

function byOperation(calls: readonly ObservedCall[]): Map<Operation, ObservedCall[]> {
  const names = new Map<string, Operation>();
  const found = new Map<Operation, ObservedCall[]>();
  for (const call of calls) {
    const path = pathPattern(call.path);
    const key = `${call.method} ${path}`;
    const operation = names.get(key) ?? { method: call.method, path };
    names.set(key, operation);
    const own = found.get(operation);
    if (own === undefined) found.set(operation, [call]);
    else own.push(call);
  }
  return found;
}

function rulesOf(operation: Operation, calls: readonly ObservedCall[], begin: number): RuleInput[] {
  const usual = usualMs(calls);
  const isBad = (call: ObservedCall): boolean => isFailure(call) || excessMs(call, usual) !== null;
  const found = segments(calls.map(isBad)).filter(({ failures }) => failures >= LEAST);
  return found.map(({ from, to, failures }, index) => {
    const within = calls.slice(from, to);
    const isWhole = within.length === calls.length;
    return {
      name: ruleName(operation, isWhole ? null : index + 1),
      match: { method: operation.method, path: operation.path },
      rate: Number((failures / within.length).toFixed(4)),
      faults: faultsOf(within, usual),
      schedule: isWhole ? undefined : windowOf(within, calls[to], begin),
    };
  });
}

function ruleName({ method, path }: Operation, number: number | null): string {
  const suffix = number === null ? '' : ` (${number})`;
  return `${`${method} ${path}`.slice(0, 64 - suffix.length)}${suffix}`;
}

/** From the first call of a stretch to the first one after it. */
function windowOf(
  within: readonly ObservedCall[],
  next: ObservedCall | undefined,
  begin: number,
): NonNullable<RuleInput['schedule']> {
  const fromMs = (within[0] as ObservedCall).at - begin;
  const lastMs = (within.at(-1) as ObservedCall).at - begin;
  const toMs = Math.max(next === undefined ? lastMs + 1 : next.at - begin, fromMs + 1);
  return { type: 'window', fromMs, toMs, scope: 'global' };
}
