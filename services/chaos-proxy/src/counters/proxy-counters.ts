import {
  CALL_ENDS,
  DECISION_SOURCES,
  type DecisionRecord,
  FAULT_KINDS,
  PHASES,
  SUPPRESSIONS,
  WRITE_EFFECTS,
  type WriteEffect,
} from '@chaos-lab/contracts';
import { DurationSlots } from './duration-slots.ts';
import { Tally } from './tally.ts';

/** What an effect beyond the first of a call is. */
const REPEATED = ['duplicate', 'protected'] as const;
const ONE = ['one'] as const;
const UPSTREAM_ENDS = CALL_ENDS.filter((end) => end.startsWith('upstream-'));

/** What the proxy counts, as plain numbers; `metrics.ts` turns them into metrics at scrape time. */
export class ProxyCounters {
  readonly ends = new Tally(CALL_ENDS, ONE);
  readonly decisions = new Tally(DECISION_SOURCES, ['true', 'false']);
  readonly faults = new Tally(FAULT_KINDS, PHASES);
  readonly suppressed = new Tally(FAULT_KINDS, SUPPRESSIONS);
  readonly duration = new DurationSlots();
  readonly upstreamDuration = new DurationSlots();
  readonly writes = new Tally(WRITE_EFFECTS, ONE);
  readonly repeated = new Tally(REPEATED, ONE);
  /** Sum of the rates in force. */
  expectedFaults = 0;
  rateLimitViolations = 0;
  /** Errors of the proxy itself, each of which broke one exchange. */
  ownFailures = 0;

  /** `expected` is how many faults requests like this one have on average. */
  decided(record: DecisionRecord, expected: number): void {
    this.decisions.add(record.source, record.fault === null ? 'false' : 'true');
    this.expectedFaults += expected;
    if (record.parameters['violation'] === true) this.rateLimitViolations += 1;
  }

  settled(record: DecisionRecord): void {
    const { fault, phase, suppressed, end } = record;
    if (end !== null) this.ends.add(end, 'one');
    if (fault !== null && suppressed !== null) this.suppressed.add(fault.kind, suppressed);
    else if (fault !== null && phase !== null) this.faults.add(fault.kind, phase);
    const traceId = record.traceparent === null ? undefined : traceOf(record.traceparent);
    if (record.durationMs !== null) {
      this.duration.observe(record.durationMs, traceId, record.startedAt);
    }
    if (record.upstreamMs !== null) {
      this.upstreamDuration.observe(record.upstreamMs, traceId, record.startedAt);
    }
  }

  /** A request that may change something is over. */
  wrote(effect: WriteEffect, repeated: (typeof REPEATED)[number] | null): void {
    this.writes.add(effect, 'one');
    if (repeated !== null) this.repeated.add(repeated, 'one');
  }

  /** A request that was refused before anything was decided about it. */
  rejected(): void {
    this.ends.add('rejected', 'one');
  }

  /** Real failures of the upstream, by what went wrong. */
  upstreamFailures(): (readonly [string, number])[] {
    return UPSTREAM_ENDS.map((end) => [end.replace('upstream-', ''), this.ends.get(end, 'one')]);
  }
}

/** The trace id of a W3C `traceparent`; anything that is none is left out. */
function traceOf(traceparent: string): string | undefined {
  return /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(traceparent)?.[1];
}
