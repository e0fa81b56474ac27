import { claimsSchema } from '@chaos-lab/contracts';
import { methodNotAllowed, verifyDepth } from '@chaos-lab/service-kit';
import { json, type Router } from 'express';
import { z } from 'zod';
import type { EffectLedger } from '../effects/effect-ledger.ts';
import { bodyOf, problem, queryOf } from './problems.ts';
import { selectionQuery } from './selection.ts';

const selection = z.strictObject(selectionQuery);
const noQuery = z.strictObject({});

/** `GET /effects` and `POST /claim`. */
export function effectRoutes(router: Router, effects: EffectLedger | undefined): void {
  router
    .route('/effects')
    .get((request, response) => {
      const runs = [...kept(effects).read(queryOf(selection, request.query))];
      response.json({ runs });
    })
    .all(methodNotAllowed(['GET']));

  router
    .route('/claim')
    .post(json({ type: () => true, limit: '1mb', verify: verifyDepth }), (request, response) => {
      queryOf(noQuery, request.query);
      const body = bodyOf(claimsSchema, request.body);
      const claims = 'claims' in body ? body.claims : [body];
      for (const claim of claims) kept(effects).claim(claim);
      response.json({ claims: claims.length });
    })
    .all(methodNotAllowed(['POST']));
}

function kept(effects: EffectLedger | undefined): EffectLedger {
  if (effects !== undefined) return effects;
  throw problem('conflict', 409, 'effects are not kept: this proxy was started with --no-effects');
}
