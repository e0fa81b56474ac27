import type { PlaybookInput } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { parsePlaybook } from '../playbook/parse-playbook.ts';
import { keysOf } from './keys.ts';

const keyed = { strategy: 'idempotent_retry' } as const;
const sends = (playbook: PlaybookInput, tool = 'place_order'): boolean =>
  keysOf(parsePlaybook('x', JSON.stringify(playbook)).book)(tool);

test('a classic playbook sends no keys', () => {
  expect(sends({ place_order: { '503': { strategy: 'retry_immediately' } } })).toBe(false);
});

test('strict sends them everywhere, unless told otherwise', () => {
  expect(sends({ _settings: { safety: 'strict' } })).toBe(true);
  expect(sends({ _settings: { safety: 'strict', idempotency_keys: false } })).toBe(false);
  expect(sends({ _settings: { idempotency_keys: true } })).toBe(true);
});

test('an entry that repeats a key needs it from the first call, for its tool', () => {
  expect(sends({ place_order: { '503': keyed } })).toBe(true);
  expect(sends({ update_pet_status: { '503': keyed } })).toBe(false);
  expect(sends({ '*': { '503': keyed } })).toBe(true);
  expect(sends({ default: keyed })).toBe(true);
});

test('a key inside a sequence or a procedure counts where it is used', () => {
  const use = { strategy: 'use_procedure', config: { name: 'p' } } as const;
  const inSequence = { strategy: 'sequence', config: { steps: [use] } } as const;
  expect(sends({ _procedures: { p: keyed }, place_order: { '503': inSequence } })).toBe(true);
  expect(sends({ _procedures: { p: keyed } })).toBe(false);
});
