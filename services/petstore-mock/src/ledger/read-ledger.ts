import { type Identity, type Ledger, type OrderFacts, PROBLEM } from '@chaos-lab/contracts';
import { ProblemError } from '@chaos-lab/service-kit/problem';
import type { StoreRegistry } from '../state/store-registry.ts';
import { orderFacts } from './order-facts.ts';

/** The ledger of a client; an empty one where it changed nothing. Throws where its store is gone. */
export function readLedger(stores: StoreRegistry, identity: Identity): Ledger {
  refuseEvicted(stores, identity);
  const log = stores.peek(identity)?.log;
  return { ...identity, dropped: log?.dropped ?? 0, effects: [...(log?.effects ?? [])] };
}

/** The facts of a client's order workflow. Throws where part of its ledger is gone. */
export function readVerdict(stores: StoreRegistry, identity: Identity): OrderFacts {
  refuseEvicted(stores, identity);
  const log = stores.peek(identity)?.log;
  if (log !== undefined && log.dropped > 0) {
    throw ledgerGone(identity, `its first ${log.dropped} effects were dropped to bound its size`);
  }
  return orderFacts(identity, log?.effects ?? []);
}

// A missing ledger read as an empty one would call a lost run a clean one.
function refuseEvicted(stores: StoreRegistry, identity: Identity): void {
  if (!stores.wasEvicted(identity)) return;
  throw ledgerGone(identity, 'its store was dropped to bound their number and age');
}

const ledgerGone = ({ session, arm }: Identity, why: string): ProblemError =>
  new ProblemError('ledger-gone', {
    status: 410,
    title: PROBLEM['ledger-gone'],
    detail: `the ledger of ${session}/${arm} is not whole: ${why}`,
  });
