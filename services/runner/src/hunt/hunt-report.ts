import type { Certificate } from './certificate.ts';
import { setsOfFullProduct, setsOfPersistentClient } from './search/count.ts';
import type { Finding } from './findings.ts';
import type { HuntResult } from './run-hunt.ts';

/** Everything that is said about a hunt, on whatever page. */
export type HuntReport = {
  readonly client: string;
  readonly target: string;
  readonly k: number;
  readonly faults: readonly string[];
  readonly oracle: string;
  readonly result: HuntResult;
  readonly findings: readonly Finding[];
  /** Causes that a baseline names already. */
  readonly known: ReadonlySet<string>;
  readonly certificate: Certificate | null;
  /** Why there is no certificate, where nothing was found. */
  readonly refusals: readonly string[];
  /** Requests of a run without faults. */
  readonly calmRequests: number;
  /** Real s. */
  readonly seconds: number;
  /** What does it again. */
  readonly again: (finding: Finding) => string;
};

export const runsOf = ({ bySize }: HuntResult): number =>
  bySize.reduce((sum, count) => sum + count, 0);

/** The headline of a hunt. */
export function headline({ findings, known, certificate, result }: HuntReport): string {
  const fresh = findings.filter(({ cause }) => !known.has(cause.id)).length;
  if (findings.length > 0) {
    const old = findings.length - fresh;
    const causes = `${findings.length} root ${findings.length === 1 ? 'cause' : 'causes'}`;
    return old === 0 ? `${causes} found` : `${causes} found, ${old} of them in the baseline`;
  }
  if (certificate !== null) return 'Nothing found, and there is nothing up to this bound';
  return result.complete ? 'Nothing found, and no certificate' : 'Nothing found so far';
}

/** How many runs there were, and how many there would have been. */
export function economy({ result, k, faults, calmRequests }: HuntReport): string {
  const runs = runsOf(result);
  const { addresses } = result.coverage;
  const all = setsOfFullProduct(addresses.length, k, faults.length);
  const persistent = Array.from({ length: k + 1 }, (_, size) =>
    setsOfPersistentClient(calmRequests, size, faults.length),
  ).reduce((sum, count) => sum + count, 0);
  const whole = n(all);
  return (
    `${n(runs)} runs of ${whole} sets over the ${addresses.length} addresses that were reached ` +
    `(${(all / Math.max(1, runs)).toFixed(1)} times fewer); a client that retries everything without end ` +
    `would be met by ${n(persistent)}${runs === persistent ? ', as this one is' : `: ${whyFewer(result)}`}`
  );
}

/** Why a client is met by another number of sets than one that retries everything. */
function whyFewer({ fates, covered, coverage, complete }: HuntResult): string {
  const reasons: string[] = [];
  if (!complete) reasons.push('the search was not complete');
  if (covered > 0) reasons.push(`${n(covered)} sets contain one that fails`);
  if (fates.failed > 0) reasons.push(`${n(fates.failed)} failed and were not extended`);
  if (fates.inert > 0) reasons.push(`${n(fates.inert)} hold a fault that cannot go out there`);
  if (fates.merged > 0) reasons.push(`${n(fates.merged)} were merged by --quick`);
  const most = Math.max(0, ...coverage.operations.map(({ attempts }) => attempts));
  reasons.push(`it gives up, or does something else, after ${most} tries at most`);
  return reasons.join('; ');
}

/** `1,600`. */
export const n = (value: number): string => value.toLocaleString('en-GB');
