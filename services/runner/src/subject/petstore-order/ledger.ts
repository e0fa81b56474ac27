import { type Identity, type OrderFacts, orderFactsSchema } from '@chaos-lab/contracts';
import { z } from 'zod';
import type { HttpClient } from '../../lab/http-client.ts';
import { parseAnswer } from '../../lab/parse-answer.ts';
import { requireAsAsked } from '../../lab/require-as-asked.ts';

const answerSchema = z.object({ verdicts: z.array(orderFactsSchema) });

/** What the ledger says about each order workflow, in the order asked. The stores are dropped. */
export async function drainVerdicts(
  petstore: HttpClient,
  runs: readonly Identity[],
): Promise<readonly OrderFacts[]> {
  const json = { workflow: 'order', runs };
  const text = await petstore.send({ method: 'POST', path: '/verdicts/drain', json });
  const { verdicts } = parseAnswer(answerSchema, text, petstore);
  requireAsAsked(petstore, runs, verdicts);
  return verdicts;
}

/** Forgets every store. */
export async function resetPetstore(petstore: HttpClient): Promise<void> {
  await petstore.send({ method: 'POST', path: '/reset' });
}
