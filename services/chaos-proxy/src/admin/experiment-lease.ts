import { Lease } from '@chaos-lab/service-kit';
import type { Engine } from '../engine.ts';

/** The lease of an experiment; when it ends, scenario and source of decisions are as they were before. */
export function experimentLease({
  scenarios,
  keepSource,
}: Pick<Engine, 'scenarios' | 'keepSource'>): Lease {
  return new Lease({
    onGrant() {
      const restore = [scenarios.keep(), keepSource()];
      return () => {
        for (const back of restore) back();
      };
    },
  });
}
