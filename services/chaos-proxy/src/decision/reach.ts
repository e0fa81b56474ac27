import { type DecisionRecord, FAULT_LEAVES, type Reach } from '@chaos-lab/contracts';

/** What of an answer reached the client; to be asked when the call is over. */
export function reachOf(record: DecisionRecord): Reach {
  const { end, status, upstreamStatus, fault, suppressed } = record;
  if (status === null) return 'none';
  if (end === 'complete' || end === 'rejected') return whole(status);
  if (end === 'injected') {
    const left = fault === null || suppressed !== null ? 'real' : FAULT_LEAVES[fault.kind];
    return left === 'real' || (left === 'altered' && status >= 400) ? whole(status) : left;
  }
  // Where the upstream failed before it had a status, the proxy said so in a whole answer of its own.
  return end?.startsWith('upstream-') === true && upstreamStatus === null ? 'error' : 'cut';
}

function whole(status: number): Reach {
  return status < 400 ? 'good' : 'error';
}
