import { seededRandom } from '@chaos-lab/service-kit/seeded-random';

/** Choices that a seed makes: the same seed chooses the same. */
export type Choices = {
  readonly unit: () => number;
  readonly below: (limit: number) => number;
  readonly of: <T>(list: readonly T[]) => T;
  readonly chance: (share: number) => boolean;
};

export function choices(seed: number): Choices {
  const unit = seededRandom(seed);
  const below = (limit: number): number => Math.floor(unit() * limit);
  return {
    unit,
    below,
    of: (list) => list[below(list.length)] as (typeof list)[number],
    chance: (share) => unit() < share,
  };
}
