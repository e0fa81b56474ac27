import type { Arm, Experiment } from '@chaos-lab/contracts';

/** Two arms whose paired difference a report speaks of: the candidate's success minus the reference's. */
export type Contrast = { readonly candidate: string; readonly reference: string };

/**
 * What a report compares, the most telling first: the pairs of the hypotheses, every arm that thinks
 * with the most persistent blind one ("it helps" means against blind retries), and every arm with the
 * first. Later arms come before earlier ones, since experiments name the plainest arm first.
 */
export function contrastsOf({ arms, hypotheses }: Experiment): readonly Contrast[] {
  const blind = mostPersistentBlind(arms);
  const first = arms[0];
  const latest = arms.slice(1).toReversed();
  const wanted = [
    ...hypotheses.map(({ arm, against }) => ({ candidate: arm, reference: against })),
    ...latest
      .filter((arm) => blind !== undefined && thinks(arm))
      .map((arm) => ({ candidate: arm.name, reference: blind?.name ?? '' })),
    ...latest.map((arm) => ({ candidate: arm.name, reference: first?.name ?? '' })),
  ];
  const seen = new Set<string>();
  return wanted.filter(({ candidate, reference }) => {
    const key = [candidate, reference].toSorted().join('\n');
    if (candidate === reference || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Retries of an arm of the lab's own agent that looks at nothing; of a foreign arm nothing is known. */
export function blindRetries(arm: Arm): number | undefined {
  if (!('policy' in arm) || 'url' in arm) return undefined;
  if (arm.policy.type === 'none') return 0;
  return arm.policy.type === 'blind' ? arm.policy.retries : undefined;
}

const thinks = (arm: Arm): boolean => blindRetries(arm) === undefined;

function mostPersistentBlind(arms: readonly Arm[]): Arm | undefined {
  const retrying = arms.filter((arm) => (blindRetries(arm) ?? 0) > 0);
  return retrying.toSorted((a, b) => (blindRetries(b) ?? 0) - (blindRetries(a) ?? 0))[0];
}
