import type { Failure } from '@chaos-lab/contracts';
import type { ActingName } from '../playbook/acting-entry.ts';
import { strategyOf } from '../strategies/index.ts';
import { escalate } from '../strategies/strategy.ts';
import type { AnyTool } from '../../tools/tool.ts';
import type { Decision } from './policy.ts';

export interface SafetyFacts {
  readonly strict: boolean;
  readonly failure: Failure;
  readonly tool: AnyTool;
  readonly keySent: boolean;
}

/**
 * In `strict`, turns a blind resend of a write that may have had an effect into a read-back before
 * the resend; where the tool cannot be read back, into a resend under the same key; where there is no
 * key either, into an escalation. The schedule stays; `rewrittenFrom` says what it was.
 */
export function makeSafe(decision: Decision, strategy: ActingName, facts: SafetyFacts): Decision {
  const { strict, failure, tool, keySent } = facts;
  const { move } = decision;
  const blind = move.type === 'retry' && strategyOf(strategy).resends === 'blind';
  if (!strict || !blind || tool.safe || failure.effect !== 'ambiguous') return decision;
  const rewrittenFrom = strategy;
  if (tool.verification !== undefined) {
    const verify = { type: 'verify', waitMs: move.waitMs } as const;
    return { ...decision, strategy: 'verify_then_retry', move: verify, rewrittenFrom };
  }
  if (keySent) return { ...decision, strategy: 'idempotent_retry', rewrittenFrom };
  const why = `${tool.name} may have had an effect and can neither be read back nor be repeated`;
  return { ...decision, strategy: 'escalate_to_human', move: escalate(why), rewrittenFrom };
}
