import { type Address, addressKey, addressText } from '../hunt/search/address.ts';
import { mapInOrder } from '../run/map-in-order.ts';
import type { Calm } from '../trial/calm.ts';
import type { InvariantName } from '../trial/invariants/index.ts';
import { requireUpstream } from '../trial/require-upstream.ts';
import type { Trials } from '../trial/trials.ts';
import { type Cell, cellOf } from './cell.ts';
import type { Column } from './column.ts';

export type CheckPlan = {
  readonly trials: Trials;
  /** The upstream, for messages. */
  readonly target: string;
  readonly calm: Calm;
  readonly columns: readonly Column[];
  /** Only this call goes wrong. */
  readonly only: Address | undefined;
  readonly invariants: readonly InvariantName[];
  readonly timeoutMs: number;
  /** Runs at once. */
  readonly parallel: number;
  readonly onCell: (cell: Cell) => void;
};

/**
 * Lets each call of the calm run go wrong in each way, one run for each. The order is that of the table.
 * Throws BadInputError where the target itself fails meanwhile.
 */
export async function runCheck(plan: CheckPlan): Promise<Cell[]> {
  const { trials, calm, columns, invariants, timeoutMs, parallel } = plan;
  const cells: Cell[] = [];
  const jobs = columns.flatMap((column) =>
    callsOf(calm, plan.only).map((call) => ({ call, column })),
  );
  // What waits for a client's own time-out goes first, beside the others.
  const order = jobs.toSorted(
    (a, b) => Number(b.column.fault.waits) - Number(a.column.fault.waits),
  );
  const done = mapInOrder(
    order,
    { concurrency: parallel, window: order.length + 1 },
    async ({ call, column }) => {
      const run = await trials.run(column.place(call), { timeoutMs, calm });
      requireUpstream(run, plan.target);
      return cellOf(call, column, run, invariants);
    },
  );
  for await (const cell of done) {
    cells.push(cell);
    plan.onCell(cell);
  }
  const place = new Map(jobs.map((job, index) => [keyOf(job), index]));
  return cells.toSorted((a, b) => (place.get(keyOf(a)) ?? 0) - (place.get(keyOf(b)) ?? 0));
}

const keyOf = ({ call, column }: Pick<Cell, 'call' | 'column'>): string =>
  `${column.name}\n${addressKey(call)}`;

/** The first tries of the calls of the calm run, each once, or the one that is asked for. */
export function callsOf(calm: Calm, only: Address | undefined): Address[] {
  const calls = new Map(
    calm.observations[0].records.map(({ operation, call }) => {
      const address = { operation, call, attempt: 1 };
      return [addressKey(address), address];
    }),
  );
  if (only === undefined) return [...calls.values()];
  return [...calls.values()].filter((call) => addressText(call) === addressText(only));
}
