import { nameSchema, PROBLEM, runListSchema } from '@chaos-lab/contracts';
import { methodNotAllowed, ProblemError, refuseBody } from '@chaos-lab/service-kit';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { StoreRegistry } from '../state/store-registry.ts';
import { readLedger, readVerdict } from './read-ledger.ts';

const LEDGER = '/ledger/:session/:arm';
const VERDICT = '/verdict/:session/:arm';
const identitySchema = z.object({ session: nameSchema, arm: nameSchema });
const verdictQuery = z.strictObject({ workflow: z.literal('order') });
const noQuery = z.strictObject({});
const drainBody = runListSchema.extend({ workflow: z.literal('order') });
const resetQuery = z.strictObject({ session: nameSchema.optional(), arm: nameSchema.optional() });

/** The routes of the admin port: what was done in each store, what it amounts to, and starting over. */
export function adminRoutes(router: Router, stores: StoreRegistry): void {
  const ledger = ({ params, query }: Request) => {
    check(noQuery, query);
    const identity = check(identitySchema, params);
    return { identity, answer: readLedger(stores, identity) };
  };
  const verdict = ({ params, query }: Request) => {
    const identity = check(identitySchema, params);
    check(verdictQuery, query);
    return { identity, answer: readVerdict(stores, identity) };
  };
  for (const [path, read] of Object.entries({ [LEDGER]: ledger, [VERDICT]: verdict })) {
    router.get(path, (request, response) => {
      response.json(read(request).answer);
    });
    router.post(`${path}/drain`, (request: Request, response) => {
      refuseBody(request);
      const { identity, answer } = read(request);
      stores.drop(identity);
      response.json(answer);
    });
    router.all(path, methodNotAllowed(['GET']));
    router.all(`${path}/drain`, methodNotAllowed(['POST']));
  }

  router.post('/verdicts/drain', (request: Request, response) => {
    check(noQuery, request.query);
    const { runs } = check(drainBody, request.body);
    // All are read before any is dropped: a refusal leaves everything in place.
    const verdicts = runs.map((identity) => readVerdict(stores, identity));
    for (const identity of runs) stores.drop(identity);
    response.json({ verdicts });
  });

  router.post('/reset', (request: Request, response) => {
    refuseBody(request);
    const { session, arm } = check(resetQuery, request.query);
    if (session === undefined && arm === undefined) {
      response.json({ dropped: stores.clear() });
      return;
    }
    const identity = check(identitySchema, { session, arm });
    response.json({ dropped: stores.drop(identity) ? 1 : 0 });
  });

  router.all(['/reset', '/verdicts/drain'], methodNotAllowed(['POST']));
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
  throw new ProblemError('bad-request', {
    status: 400,
    title: PROBLEM['bad-request'],
    detail: errors
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      .join('; '),
    extensions: { errors },
  });
}
