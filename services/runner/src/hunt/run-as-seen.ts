import { createHash } from 'node:crypto';
import type { DecisionRecord, Suppression } from '@chaos-lab/contracts';
import type { Violation } from '../trial/invariants/index.ts';
import { type Observation, wasFaulted } from '../trial/observation.ts';
import { addressKey } from './search/address.ts';
import type { Reached, RunSeen } from './search/run-seen.ts';

/** Why a fault did not go out that could not have gone out there in any run. */
const BY_NATURE: ReadonlySet<Suppression> = new Set<Suppression>([
  'phase-impossible',
  'not-json',
  'no-previous-answer',
  'no-fitting-change',
  'schema-unusable',
]);

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** A run as the search wants to know it. */
export function runAsSeen(run: Observation, violation: Violation | null): RunSeen<Violation> {
  const reached: Reached[] = [];
  const met = new Set<string>();
  let history = '';
  for (const record of run.records) {
    const key = addressKey(record);
    history = digest(`${history}\n${key}`);
    if (!met.has(key)) {
      met.add(key);
      const { operation, call, attempt, method } = record;
      reached.push({ at: { operation, call, attempt }, writes: !SAFE.has(method), history });
    }
    history = digest(`${history}\n${whatCame(record)}`);
  }
  const inert = new Set(run.records.filter(isInert).map((record) => addressKey(record)));
  return {
    reached,
    inert: run.set.filter(({ at }) => inert.has(addressKey(at))),
    continuation: digest(continuation(run, violation)),
    violation,
  };
}

const isInert = ({ suppressed }: DecisionRecord): boolean =>
  suppressed !== null && BY_NATURE.has(suppressed);

/** What the client got for a request, as far as equal runs must agree on it. */
function whatCame(record: DecisionRecord): string {
  const { upstreamStatus, status, reached, fault } = record;
  return [wasFaulted(record) ? fault?.kind : '-', upstreamStatus, status, reached].join(' ');
}

/** Everything behind the last fault, and how the run ended. */
function continuation({ records, end }: Observation, violation: Violation | null): string {
  const last = records.findLastIndex(wasFaulted);
  const behind = records
    .slice(last + 1)
    .map((record) => `${addressKey(record)} ${whatCame(record)}`);
  return [...behind, end.says, end.how, violation?.invariant ?? '-'].join('\n');
}

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 12);
