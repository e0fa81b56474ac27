import { type Identity, type OrderFacts, orderFactsSchema } from '@chaos-lab/contracts';
import type { HttpClient } from './http-client.ts';
import { parseAnswer } from './parse-answer.ts';

/** What the ledger says about one order workflow. The store is dropped with it. */
export async function drainVerdict(
  petstore: HttpClient,
  { session, arm }: Identity,
  signal?: AbortSignal,
): Promise<OrderFacts> {
  const path = `/verdict/${session}/${arm}?workflow=order&drain=true`;
  return parseAnswer(
    orderFactsSchema,
    await petstore.send({ method: 'GET', path, signal }),
    petstore,
  );
}

/** Forgets every store. */
export async function resetPetstore(petstore: HttpClient): Promise<void> {
  await petstore.send({ method: 'POST', path: '/reset' });
}
