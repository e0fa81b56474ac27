import { methodNotAllowed, refuseBody } from '@chaos-lab/service-kit';
import type { Router } from 'express';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { queryOf } from './problems.ts';
import { selectionQuery } from './selection.ts';

const listQuery = z.strictObject({
  ...selectionQuery,
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
});
const resetQuery = z.strictObject(selectionQuery);

/** `GET /sessions` and `POST /reset`. */
export function sessionRoutes(router: Router, { sessions, reset }: Engine): void {
  router
    .route('/sessions')
    .get((request, response) => {
      const { limit, ...selection } = queryOf(listQuery, request.query);
      const found = [];
      for (const state of sessions.list(selection)) {
        if (found.length === limit) break;
        found.push({
          ...state.identity,
          requests: state.ordinal,
          firstAt: new Date(state.startedAt).toISOString(),
          lastAt: new Date(state.lastAt).toISOString(),
        });
      }
      response.json({ total: sessions.size, evictions: sessions.evictions, sessions: found });
    })
    .all(methodNotAllowed(['GET']));

  router
    .route('/reset')
    .post((request, response) => {
      refuseBody(request);
      response.json(reset(queryOf(resetQuery, request.query)));
    })
    .all(methodNotAllowed(['POST']));
}
