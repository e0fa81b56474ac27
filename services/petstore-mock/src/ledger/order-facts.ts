import type { Effect, Identity, Order, OrderFacts, Pet } from '@chaos-lab/contracts';
import { countLostUpdates } from './lost-updates.ts';

/**
 * What the effects of one run say about its order workflow: which orders the run left standing,
 * which pets it left sold, and where the two do not fit. What stood before the run does not count.
 */
export function orderFacts(identity: Identity, effects: readonly Effect[]): OrderFacts {
  const orders = new Map<number, Order>();
  const sold = new Set<number>();
  const soldBefore = new Map<number, boolean>();
  for (const { entity, entityId, before, after } of effects) {
    if (typeof entityId !== 'number') continue;
    if (entity === 'order') {
      if (after === null) orders.delete(entityId);
      // Replacing an order that the run did not place leaves the count of orders as it was.
      else if (before === null || orders.has(entityId)) orders.set(entityId, after as Order);
    } else if (entity === 'pet') {
      if (!soldBefore.has(entityId)) soldBefore.set(entityId, isSold(before));
      if (isSold(after) && soldBefore.get(entityId) === false) sold.add(entityId);
      else sold.delete(entityId);
    }
  }

  const standing = [...orders.values()];
  const ordered = new Set(standing.map(({ petId }) => petId));
  const orphanOrders = standing.filter(({ petId }) => petId === undefined || !sold.has(petId));
  const orphanSales = [...sold].filter((id) => !ordered.has(id));
  return {
    session: identity.session,
    arm: identity.arm,
    workflow: 'order',
    effects: effects.length,
    orderIds: [...orders.keys()],
    soldPetIds: [...sold],
    duplicates: Math.max(0, standing.length - 1),
    orphanOrders: orphanOrders.length,
    orphanSales: orphanSales.length,
    lostUpdates: countLostUpdates(effects),
    complete: standing.length === 1 && orphanOrders.length === 0,
    clean: standing.length === 0 && sold.size === 0,
  };
}

const isSold = (pet: unknown): boolean => (pet as Pet | null)?.status === 'sold';
