import { readFileSync } from 'node:fs';
import { methodNotAllowed, refuseBody } from '@chaos-lab/service-kit';
import type { Router } from 'express';
import { z } from 'zod';
import { parseScenario } from '../scenario/parse-scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ScenarioStore } from '../scenario/scenario-store.ts';
import { etagOf, requireMatch } from './preconditions.ts';
import { problem, queryOf, scenarioProblem } from './problems.ts';

const noQuery = z.strictObject({});
const useQuery = z.strictObject({
  /** What "sweep" means in it, in place of its own word for that. */
  rate: z.coerce.number().min(0).max(1).optional(),
  ttl: z.coerce.number().positive().max(86_400).optional(),
});

/** The scenarios that come with the proxy, by name: `/library` and `/library/NAME`. */
export function libraryRoutes(
  router: Router,
  scenarios: ScenarioStore,
  library: ReadonlyMap<string, string>,
): void {
  const known = (name: string) => {
    const file = library.get(name);
    if (file !== undefined) return parseScenario(readFileSync(file, 'utf8'), name);
    const names = [...library.keys()].join(', ');
    throw problem(
      'not-found',
      404,
      `no scenario of the library is called ${name}: expected ${names}`,
    );
  };

  router
    .route('/library')
    .get((request, response) => {
      queryOf(noQuery, request.query);
      const found = [...library.keys()].map((name) => {
        const { description = '', rules } = known(name);
        return { name, description: description.trim(), rules: rules.length };
      });
      response.json({ scenarios: found });
    })
    .all(methodNotAllowed(['GET']));

  router
    .route('/library/:name')
    .get((request, response) => {
      queryOf(noQuery, request.query);
      response.json(known(request.params.name));
    })
    .post((request, response) => {
      refuseBody(request);
      const { rate, ttl } = queryOf(useQuery, request.query);
      requireMatch(request, scenarios.current.version);
      const scenario = known(request.params.name);
      try {
        const swept = rate === undefined ? scenario : { ...scenario, sweepRate: rate };
        scenarios.replace(swept, ttl === undefined ? undefined : ttl * 1_000);
      } catch (error) {
        throw error instanceof ScenarioError ? scenarioProblem(error.issues) : error;
      }
      response.set('ETag', etagOf(scenarios.current.version));
      response.json(scenarios.current.document);
    })
    .all(methodNotAllowed(['GET', 'POST']));
}
