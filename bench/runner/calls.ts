import { readFileSync } from 'node:fs';
import type { DecisionRecord } from '@chaos-lab/contracts';

/** What one call of the workflow sends; ids are those that the mock's first pet and order have. */
export type Call = { readonly method: string; readonly path: string; readonly body: string };
export type Run = {
  readonly session: string;
  readonly arm: string;
  readonly calls: readonly Call[];
};

const BODIES: Readonly<Record<string, string>> = {
  POST: JSON.stringify({ petId: 1, quantity: 1, status: 'placed', complete: false }),
  PUT: JSON.stringify({ id: 1, name: 'bench', photoUrls: [], status: 'sold' }),
};

/** The calls of every run of a tape, in their order. */
export function runsOfTape(path: string): readonly Run[] {
  const runs = new Map<string, { session: string; arm: string; calls: Call[] }>();
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
    const { session, arm, method, path: url } = JSON.parse(line) as DecisionRecord;
    const key = `${session}@${arm}`;
    const run = runs.get(key) ?? { session, arm, calls: [] };
    const query = url.endsWith('/findByStatus') ? '?status=available' : '';
    run.calls.push({ method, path: url + query, body: BODIES[method] ?? '' });
    runs.set(key, run);
  }
  return [...runs.values()];
}
