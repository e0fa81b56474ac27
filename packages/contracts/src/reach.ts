import type { FaultKind } from './fault.ts';

/**
 * What of an answer reached the client: `good`, whole and unaltered with a status below 400; `error`,
 * whole with a status from 400 on; `altered`, whole but not what the upstream said; `cut`, a part
 * of it; `none`.
 */
export const REACHES = ['good', 'error', 'altered', 'cut', 'none'] as const;
export type Reach = (typeof REACHES)[number];

/** What a kind of fault that went out leaves of the answer; `real` where the upstream's own arrives whole. */
export const FAULT_LEAVES = {
  'http-error': 'altered',
  'rate-limit': 'altered',
  latency: 'real',
  hang: 'none',
  reset: 'none',
  close: 'none',
  truncate: 'cut',
  'malformed-json': 'altered',
  stall: 'cut',
  dribble: 'real',
  bandwidth: 'real',
  'bad-framing': 'cut',
  'wrong-value': 'altered',
  'schema-violation': 'altered',
  stale: 'altered',
  'html-error': 'altered',
  'empty-body': 'altered',
  'error-in-200': 'altered',
  duplicate: 'real',
  'sse-cut': 'cut',
  'sse-error': 'cut',
  'sse-stall': 'cut',
  'sse-drop-terminator': 'cut',
  'sse-duplicate-event': 'altered',
  'sse-reorder': 'altered',
  'tool-arguments-cut': 'altered',
  'tool-call-duplicate': 'altered',
  'tool-call-rename': 'altered',
  'finish-length': 'altered',
  refusal: 'altered',
  'slow-first-token': 'real',
  'tokens-per-second': 'real',
  quota: 'altered',
  'json-rpc-error': 'altered',
  'tool-error': 'altered',
} as const satisfies Record<FaultKind, 'real' | 'altered' | 'cut' | 'none'>;
