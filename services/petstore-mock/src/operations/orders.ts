import type { StoredOrder } from '../state/entities.ts';
import type { Operation } from './inputs.ts';
import { answer, changed, done, notFound } from './outcome.ts';

export const getInventory: Operation<'getInventory'> = (store) => answer(store.inventory());

export const findOrders: Operation<'findOrders'> = (store, { petId }) => {
  const found: StoredOrder[] = [];
  for (const order of store.orders()) if (order.petId === petId) found.push(order);
  return answer(found);
};

/** The pet need not exist: the public Petstore does not ask for it either. */
export const placeOrder: Operation<'placeOrder'> = (store, { body }) => {
  const id = body.id ?? store.freeIds('order', 1)[0] ?? 0;
  const order = { id, ...body } as StoredOrder;
  return changed(order, { entity: 'order', id: order.id, after: order });
};

export const getOrderById: Operation<'getOrderById'> = (store, { orderId }) => {
  const order = store.order(orderId);
  return order === undefined ? notFound(`order ${orderId}`) : answer(order);
};

export const deleteOrder: Operation<'deleteOrder'> = (store, { orderId }) => {
  if (store.order(orderId) === undefined) return notFound(`order ${orderId}`);
  return done({ entity: 'order', id: orderId, after: null });
};
