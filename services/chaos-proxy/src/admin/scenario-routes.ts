import { HEADER, type Scenario } from '@chaos-lab/contracts';
import { methodNotAllowed, verifyDepth } from '@chaos-lab/service-kit';
import { type Request, type Response, type Router, text } from 'express';
import { z } from 'zod';
import { ScenarioReader } from '../scenario/reader/scenario-reader.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ScenarioStore } from '../scenario/scenario-store.ts';
import { etagOf, requireMatch } from './preconditions.ts';
import { queryOf, scenarioProblem } from './problems.ts';

/** Depth is seen before anything is parsed where brackets alone make it: in JSON. */
const BODY = text({
  type: () => true,
  limit: '1mb',
  verify(request, response, body) {
    const isJson = request.method === 'PATCH' || isJsonType(request.headers['content-type']);
    if (isJson) verifyDepth(request, response, body);
  },
});

const isJsonType = (type = ''): boolean => /^application\/(?:[^;]+\+)?json\b/i.test(type);

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
  const reader = new ScenarioReader();
  const put = async (request: Request, response: Response, isPatch: boolean): Promise<void> => {
    const { ttl } = queryOf(ttlQuery, request.query);
    const text = typeof request.body === 'string' ? request.body : '';
    for (;;) {
      const { version, document } = scenarios.current;
      requireMatch(request, version);
      const outcome = await reader.read(isPatch ? { text, patchOf: document } : { text });
      if ('issues' in outcome) throw scenarioProblem(outcome.issues, outcome.count);
      // What the patch was made of is no longer there, or what If-Match named.
      const isLate = scenarios.current.version !== version;
      if (isLate && (isPatch || request.headers['if-match'] !== undefined)) continue;
      use(scenarios, outcome.scenario, ttl);
      break;
    }
    show(response);
  };

  router
    .route('/scenario')
    .get((_request, response) => show(response))
    // JSON is YAML: whatever a body is declared as, and whatever curl says it is, it is read the same.
    .put(BODY, (request, response) => put(request, response, false))
    .patch(BODY, (request, response) => put(request, response, true))
    .all(methodNotAllowed(['GET', 'PUT', 'PATCH']));
}

function use(scenarios: ScenarioStore, scenario: Scenario, ttlS: number | undefined): void {
  try {
    scenarios.replace(scenario, ttlS === undefined ? undefined : ttlS * 1_000);
  } catch (error) {
    throw error instanceof ScenarioError ? scenarioProblem(error.issues) : error;
  }
}
