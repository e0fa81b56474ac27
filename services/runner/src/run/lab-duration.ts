import type { DecisionRecord, FaultKind } from '@chaos-lab/contracts';

/** Faults that hold a call for a time that lab settings decide: a cap, a pace or a time-out. */
const HOLDING = new Set<FaultKind>(['hang', 'stall', 'dribble', 'bandwidth']);

/**
 * What a run would have taken at time scale 1, in ms: the real time it took, with the waits it
 * decided and the delays that were put into its calls at their full length. Time on a real network
 * is not multiplied, so that a fast lab does not look slow.
 */
export function labDurationMs(
  measured: { readonly realMs: number; readonly waitMs: number },
  records: readonly DecisionRecord[],
  timeScale: number,
): number {
  const decided = measured.waitMs + injectedMs(records, timeScale);
  return measured.realMs + decided * (1 - 1 / timeScale);
}

/** Lab ms that faults and modelled queues held the calls of a run. */
function injectedMs(records: readonly DecisionRecord[], timeScale: number): number {
  let sum = 0;
  for (const { fault, suppressed, parameters, durationMs } of records) {
    sum += numberOf(parameters['holdMs']);
    if (fault === null || suppressed !== null) continue;
    sum += HOLDING.has(fault.kind)
      ? (durationMs ?? 0) * timeScale
      : numberOf(parameters['delayMs']);
  }
  return sum;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
