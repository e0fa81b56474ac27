import { describe, expect, test } from 'vitest';
import { statusFailure, transportFailure } from '../../calls/failure/classify.ts';
import { getInventory } from '../../tools/get-inventory.ts';
import { placeOrder } from '../../tools/place-order.ts';
import type { AnyTool } from '../../tools/tool.ts';
import { makeSafe, type SafetyFacts } from './safety.ts';

const lost = transportFailure('reset', 'gone');
const resend = { type: 'retry', waitMs: 250 } as const;
const { verification: _none, ...rest } = placeOrder;
const blindTool: AnyTool = rest;

function rewritten(
  different: Partial<SafetyFacts>,
  strategy: 'retry_fixed' | 'idempotent_retry' = 'retry_fixed',
) {
  const decision = { strategy, path: '$', reason: '', move: resend, rewrittenFrom: null };
  return makeSafe(decision, strategy, {
    strict: true,
    failure: lost,
    tool: placeOrder,
    keySent: false,
    ...different,
  });
}

describe('a blind resend of a write that may have had an effect', () => {
  test('becomes a read-back where the tool can be read back, at the same time', () => {
    expect(rewritten({})).toMatchObject({
      strategy: 'verify_then_retry',
      move: { type: 'verify', waitMs: 250 },
      rewrittenFrom: 'retry_fixed',
    });
  });

  test('becomes a resend under its key where it cannot', () => {
    expect(rewritten({ tool: blindTool, keySent: true })).toMatchObject({
      strategy: 'idempotent_retry',
      move: resend,
      rewrittenFrom: 'retry_fixed',
    });
  });

  test('goes to a human where there is no key either', () => {
    expect(rewritten({ tool: blindTool })).toMatchObject({
      move: { type: 'stop', escalate: true },
      rewrittenFrom: 'retry_fixed',
    });
  });
});

test.each([
  ['a classic playbook', { strict: false }],
  ['a read', { tool: getInventory }],
  ['a write that was refused', { failure: statusFailure(429, {}, 0) }],
  ['a write that was not sent', { failure: transportFailure('connect_error', '') }],
] as const)('%s is left as it is', (_name, different) => {
  expect(rewritten(different)).toMatchObject({ move: resend, rewrittenFrom: null });
});

test('a resend that is safe by itself is left as it is', () => {
  expect(rewritten({ keySent: true }, 'idempotent_retry').rewrittenFrom).toBeNull();
});
