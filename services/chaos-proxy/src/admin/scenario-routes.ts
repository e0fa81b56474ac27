import { HEADER, type Scenario } from '@chaos-lab/contracts';
import { methodNotAllowed, verifyDepth } from '@chaos-lab/service-kit';
import { json, type Request, type Response, type Router, text } from 'express';
import { z } from 'zod';
import { checkScenario, parseScenario } from '../scenario/parse-scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ScenarioStore } from '../scenario/scenario-store.ts';
import { mergePatch } from './merge-patch.ts';
import { etagOf, requireMatch } from './preconditions.ts';
import { queryOf, scenarioProblem } from './problems.ts';

const BODY_LIMIT = '8mb';

const ttlQuery = z.strictObject({
  /** Real seconds after which the scenario that was there before comes back. */
  ttl: z.coerce.number().positive().max(86_400).optional(),
});

/** `GET`, `PUT` and `PATCH /scenario`. */
export function scenarioRoutes(router: Router, scenarios: ScenarioStore): void {
  const show = (response: Response): void => {
    response.set('ETag', etagOf(scenarios.current.version));
    const { endsAt } = scenarios;
    if (endsAt !== undefined) response.set(HEADER.scenarioEnds, new Date(endsAt).toISOString());
    response.json(scenarios.current.document);
  };
  const put = (request: Request, response: Response, read: () => Scenario): void => {
    const { ttl } = queryOf(ttlQuery, request.query);
    requireMatch(request, scenarios.current.version);
    try {
      scenarios.replace(read(), ttl === undefined ? undefined : ttl * 1_000);
    } catch (error) {
      throw error instanceof ScenarioError ? scenarioProblem(error) : error;
    }
    show(response);
  };

  router
    .route('/scenario')
    .get((_request, response) => show(response))
    // A body that is not declared as JSON is read as YAML, whatever curl says it is.
    .put(text({ type: () => true, limit: BODY_LIMIT }), (request, response) => {
      const body: unknown = request.body;
      put(request, response, () =>
        typeof body === 'string' ? parseScenario(body) : checkScenario(body),
      );
    })
    .patch(
      json({ type: () => true, limit: BODY_LIMIT, verify: verifyDepth }),
      (request, response) => {
        put(request, response, () =>
          checkScenario(mergePatch(scenarios.current.document, request.body)),
        );
      },
    )
    .all(methodNotAllowed(['GET', 'PUT', 'PATCH']));
}
