// A task as the lab would see it, drawn instead of run: for tests of what is made of a run folder.
import { type Arm, ORDER_STEPS, type Verdict } from '@chaos-lab/contracts';
import { seededRandom } from '@chaos-lab/service-kit';

const OPERATIONS = ['getInventory', 'findPetsByStatus', 'placeOrder', 'updatePet'] as const;
const STATUSES = [408, 429, 500, 502, 503, 504] as const;

export type SimulatedCall = {
  readonly step: string;
  readonly operation: string;
  readonly attempt: number;
  readonly fault: 'http-error' | 'reset' | null;
  readonly phase: '' | 'before' | 'after';
  readonly status: number | null;
  readonly strategy: string;
  readonly waitMs: number;
  readonly networkMs: number;
};

export type SimulatedTask = {
  readonly calls: readonly SimulatedCall[];
  readonly stepsCompleted: number;
  readonly verdict: Verdict;
  readonly claimsSuccess: boolean;
  readonly duplicates: number;
  readonly orphans: number;
};

type Recovery = { readonly retries: number; readonly waits: boolean; readonly keys: boolean };

function recoveryOf(arm: Arm): Recovery {
  if (!('policy' in arm)) return { retries: 1, waits: false, keys: false };
  const { policy } = arm;
  if (policy.type === 'none') return { retries: 0, waits: false, keys: false };
  if (policy.type === 'blind') return { retries: policy.retries, waits: false, keys: false };
  if (policy.type === 'axios-retry') return { retries: policy.retries, waits: false, keys: false };
  return { retries: policy.name === 'baseline' ? 0 : 4, waits: true, keys: true };
}

export type SimulatedScenario = {
  readonly seed: number;
  /** Share of the faults on writes that strike after the upstream has acted. */
  readonly lossy: number;
};

/** Draws depend on seed, session, operation and attempt alone, so that every arm meets the same faults. */
export function simulateTask(
  arm: Arm,
  session: string,
  rate: number,
  { seed, lossy }: SimulatedScenario,
): SimulatedTask {
  const { retries, waits, keys } = recoveryOf(arm);
  const calls: SimulatedCall[] = [];
  let stepsCompleted = 0;
  let orders = 0;
  let sold = false;
  for (const [index, step] of ORDER_STEPS.entries()) {
    const operation = OPERATIONS[index] ?? step;
    let done = false;
    for (let attempt = 1; attempt <= retries + 1 && !done; attempt += 1) {
      const random = seededRandom(`${seed}\n${session}\n${operation}\n${attempt}`);
      const fails = random() < rate;
      const status = STATUSES[Math.floor(random() * STATUSES.length)] ?? 503;
      const acts = !fails || (index >= 2 && random() < lossy);
      if (acts && index === 2) orders = keys ? 1 : orders + 1;
      if (acts && index === 3) sold = true;
      done = !fails;
      const retry = fails && attempt <= retries;
      calls.push({
        step,
        operation,
        attempt,
        fault: fails ? (acts ? 'reset' : 'http-error') : null,
        phase: fails ? (acts ? 'after' : 'before') : '',
        status: fails ? (acts ? null : status) : 200,
        strategy: fails ? (retry ? (waits ? 'retry_with_backoff' : 'retry') : 'fail_fast') : '',
        waitMs: retry && waits ? 1_000 * 2 ** (attempt - 1) : 0,
        networkMs: 0.4 + random(),
      });
    }
    if (!done) break;
    stepsCompleted += 1;
  }
  const claimsSuccess = stepsCompleted === ORDER_STEPS.length;
  const duplicates = Math.max(0, orders - 1);
  const orphans = orders > 0 && !sold ? 1 : 0;
  return { calls, stepsCompleted, claimsSuccess, duplicates, orphans, verdict: verdictOf() };

  function verdictOf(): Verdict {
    if (duplicates > 0) return 'corrupted';
    if (claimsSuccess) return 'verified_success';
    if (orders === 0) return 'correct_failure';
    return orphans > 0 ? 'corrupted' : 'false_failure';
  }
}
