import type { OrderFacts, TaskResult, WriteState } from '@chaos-lab/contracts';

/** How many writes of a step a result puts into each state. */
function countsOf({ writes }: TaskResult, step: string): Record<WriteState, number> {
  const counts = { not_sent: 0, in_doubt: 0, done: 0, not_done: 0, undone: 0 };
  for (const write of writes) if (write.step === step) counts[write.state] += 1;
  return counts;
}

/**
 * What a result says of its writes that the ledger contradicts. Every effect must be known done, known
 * not done, undone, or in doubt.
 */
export function untruths(result: TaskResult, facts: OrderFacts & { created: number }): string[] {
  const found: string[] = [];
  const orders = countsOf(result, 'place_order');
  const standing = facts.orderIds.length;
  if (standing < orders.done) found.push(`${orders.done} orders done, ${standing} stand`);
  if (standing > orders.done + orders.in_doubt) {
    found.push(
      `${standing} orders stand, ${orders.done} are said to be done and ${orders.in_doubt} to be in doubt`,
    );
  }
  if (facts.created > orders.done + orders.undone + orders.in_doubt) {
    found.push(`${facts.created} orders were made, writes say ${JSON.stringify(orders)}`);
  }
  if (facts.created - standing < orders.undone) found.push('an order said to be undone was not');
  const sales = countsOf(result, 'update_pet_status');
  const sold = facts.soldPetIds.length;
  if (sales.done > sold) found.push('a sale said to be recorded is not');
  if (sold > sales.done + sales.in_doubt) {
    found.push(`a pet is sold, writes say ${JSON.stringify(sales)}`);
  }
  for (const { state, check } of result.writes) {
    if ((state === 'in_doubt') !== (check !== null))
      found.push(`${state} , check ${JSON.stringify(check)}`);
  }
  if (result.outcome === 'success' && (orders.done === 0 || sales.done === 0)) {
    found.push('success without a write that is done');
  }
  return found;
}
