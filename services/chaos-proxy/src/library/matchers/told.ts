import type { DecisionRecord } from '@chaos-lab/contracts';
import type { LoggedCall } from '../calls.ts';

/** Calls in words, for messages: what each try met. */
export function told(calls: readonly LoggedCall[]): string {
  if (calls.length === 0) return 'no call';
  return calls
    .map(({ operation, attempts }) => `${operation} (${attempts.map(met).join(', ')})`)
    .join('; ');
}

function met({ fault, phase, status, end }: DecisionRecord): string {
  const answer = status === null ? (end ?? 'open') : String(status);
  return fault === null ? answer : `${fault.kind} ${phase}: ${answer}`;
}
