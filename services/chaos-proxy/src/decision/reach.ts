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
  if (end === 'client-abort' || end === null) return 'cut';
  // The upstream failed; with its own status the client had the head of an answer that broke off.
  return upstreamStatus === null ? 'error' : 'cut';
}

function whole(status: number): Reach {
  return status < 400 ? 'good' : 'error';
}
