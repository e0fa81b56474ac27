import type { Scenario } from '@chaos-lab/contracts';
import type { Logger } from '@chaos-lab/service-kit';
import type { Operations } from '../openapi/operations.ts';

/** A rule that names an operation which nothing is known to be called. */
type UnknownOperation = { readonly rule: string; readonly operation: string };

/**
 * Rules whose `match.operation` only a document could make true, and none does: they may well match
 * nothing. A name is not judged where it is a glob, `METHOD /path`, named by the scenario itself, or
 * one of a protocol (`tools/call:NAME`).
 */
function unknownOperations(scenario: Scenario, operations: Operations): UnknownOperation[] {
  const named = new Set((scenario.naming ?? []).map(({ operation }) => operation));
  const isOpen = (name: string): boolean =>
    /[*\s/:#]/.test(name) || named.has(name) || operations.byId(name) !== undefined;
  return scenario.rules.flatMap((rule, index) => {
    const names = [rule.match.operation ?? []].flat();
    const unknown = names.filter((name) => !isOpen(name));
    return unknown.map((operation) => ({ rule: rule.name ?? `rules[${index}]`, operation }));
  });
}

/** Says in the log which rules may match nothing, and what would help. */
export function warnOfUnknown(
  scenario: Scenario,
  operations: Operations,
  log: Pick<Logger, 'warn'>,
): void {
  for (const { rule, operation } of unknownOperations(scenario, operations)) {
    const why = operations.isKnown
      ? 'the OpenAPI document has no such operationId'
      : 'without --openapi only requests that name themselves (GraphQL, JSON-RPC) can be called so';
    log.warn({ rule, operation, why }, 'a rule may match nothing');
  }
}
