import { type OrderFacts, orderFactsSchema, type Truth } from '@chaos-lab/contracts';
import { z } from 'zod';
import type { HttpClient } from '../../lab/http-client.ts';
import { parseAnswer } from '../../lab/parse-answer.ts';
import { requireAsAsked } from '../../lab/require-as-asked.ts';
import type { Oracle } from '../oracle.ts';

const answerSchema = z.object({ verdicts: z.array(orderFactsSchema) });

/** The ledger of the petstore, by its admin port. The stores that were judged are dropped. */
export function ledgerOracle(petstore: HttpClient): Oracle {
  return {
    name: 'the ledger of the petstore',
    async judge(runs) {
      const json = { workflow: 'order', runs };
      const text = await petstore.send({ method: 'POST', path: '/verdicts/drain', json });
      const { verdicts } = parseAnswer(answerSchema, text, petstore);
      requireAsAsked(petstore, runs, verdicts);
      return verdicts.map(truthOf);
    },
  };
}

function truthOf({ orphanOrders, orphanSales, ...facts }: OrderFacts): Truth {
  const { effects, duplicates, lostUpdates, complete, clean } = facts;
  return { effects, duplicates, orphans: orphanOrders + orphanSales, lostUpdates, complete, clean };
}
