import type { FaultSpec, ScenarioInput } from '@chaos-lab/contracts';

/** One thing that goes wrong, and for how many calls of an operation. */
export type Case = {
  readonly name: string;
  /** As the table says it. */
  readonly title: string;
  readonly fault: { readonly kind: FaultSpec['kind']; readonly [option: string]: unknown };
  /** Calls that meet it; undefined: all of them. */
  readonly times?: number;
};

export const RETRY_AFTER_S = 1;

export const CASES: readonly Case[] = [
  { name: 'calm', title: 'no fault', fault: { kind: 'http-error', status: 503 }, times: 0 },
  { name: '503', title: '503, once', fault: { kind: 'http-error', status: 503 }, times: 1 },
  { name: '503-always', title: '503, always', fault: { kind: 'http-error', status: 503 } },
  {
    name: '429',
    title: `429 with Retry-After: ${RETRY_AFTER_S}, once`,
    fault: { kind: 'http-error', status: 429, retryAfter: { seconds: RETRY_AFTER_S } },
    times: 1,
  },
  { name: 'reset', title: 'reset before the upstream, once', fault: { kind: 'reset' }, times: 1 },
  {
    name: 'lost-reset',
    title: 'answer lost to a reset, once',
    fault: { kind: 'reset', phase: 'after' },
    times: 1,
  },
  {
    name: 'lost-close',
    title: 'answer lost to a close, once',
    fault: { kind: 'close', phase: 'after' },
    times: 1,
  },
];

/** More calls than any of the clients makes. */
const MANY = 1_000;

/** Every case at once: the session of a call says which one it meets. */
export function scenarioOfCases(): ScenarioInput {
  return {
    name: 'third-party',
    rules: CASES.flatMap(({ name, fault, times = MANY }) => {
      const match = { session: `*.${name}` };
      const faults = [fault as FaultSpec];
      return times === 0
        ? []
        : [{ name, match, faults, schedule: { type: 'fail-first-n' as const, n: times } }];
    }),
  };
}
