import { faultHypothesesSchema } from '@chaos-lab/contracts';
import { methodNotAllowed, refuseBody, verifyDepth } from '@chaos-lab/service-kit';
import { json, type Router } from 'express';
import { z } from 'zod';
import type { Hypotheses } from '../decision/hypotheses.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { bodyOf, problem, queryOf } from './problems.ts';
import { selectionQuery } from './selection.ts';

const selection = z.strictObject(selectionQuery);
const noQuery = z.strictObject({});

/** `GET`, `PUT` and `DELETE /hypotheses`. */
export function hypothesisRoutes(router: Router, hypotheses: Hypotheses): void {
  router
    .route('/hypotheses')
    .get((request, response) => {
      const found = [...hypotheses.list(queryOf(selection, request.query))];
      response.json({ total: hypotheses.size, hypotheses: found });
    })
    .put(json({ type: () => true, limit: '1mb', verify: verifyDepth }), (request, response) => {
      queryOf(noQuery, request.query);
      const body = bodyOf(faultHypothesesSchema, request.body);
      try {
        hypotheses.set(body.hypotheses);
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        const detail = `no hypothesis was set: ${error.problems.join('; ')}`;
        throw problem('bad-request', 400, detail, error.issues);
      }
      response.json({ sessions: body.hypotheses.length, total: hypotheses.size });
    })
    .delete((request, response) => {
      refuseBody(request);
      response.json({ dropped: hypotheses.drop(queryOf(selection, request.query)) });
    })
    .all(methodNotAllowed(['GET', 'PUT', 'DELETE']));
}
