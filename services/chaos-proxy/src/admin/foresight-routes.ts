import { DEFAULT_ARM, DEFAULT_SESSION, nameSchema } from '@chaos-lab/contracts';
import { methodNotAllowed } from '@chaos-lab/service-kit';
import type { Router } from 'express';
import { z } from 'zod';
import { explain } from '../decision/explain.ts';
import { type PlannedCall, plan } from '../decision/plan.ts';
import type { Engine } from '../engine.ts';
import type { Operations } from '../openapi/operations.ts';
import { problem, queryOf } from './problems.ts';
import { sendTexts } from './slices.ts';
import { flagQuery } from './selection.ts';

const planQuery = z.strictObject({
  session: nameSchema.default(DEFAULT_SESSION),
  arm: nameSchema.default(DEFAULT_ARM),
  /** Separated by commas: operation ids, or `METHOD /path`. */
  operations: z
    .string()
    .min(1)
    .transform((text) => text.split(',').map((one) => one.trim())),
  calls: z.coerce.number().int().min(1).max(100).default(1),
  attempts: z.coerce.number().int().min(1).max(1_000).default(3),
  /** Also the calls that will go through. */
  all: flagQuery,
});

/** Tries that one plan lists at most, over all its operations and calls. */
const MAX_PLANNED = 100_000;

/** `GET /plan` and `GET /explain/{id}`. */
export function foresightRoutes(router: Router, engine: Engine): void {
  const { scenarios, tape, operations, parametersOf } = engine;
  router
    .route('/plan')
    .get(async (request, response) => {
      const query = queryOf(planQuery, request.query);
      const { session, arm, calls: count, attempts, all } = query;
      refuseEndless(query.operations.length, count, attempts);
      const scenario = scenarios.current;
      const deps = { scenario, identity: { session, arm }, parametersOf };
      const named = query.operations.map((name) => callOf(operations, name));
      const head = { session, arm, seed: scenario.seed, scenario: scenario.version };
      response.type('json');
      const planned = function* (): Generator<string> {
        yield `${JSON.stringify(head).slice(0, -1)},"calls":[`;
        let separator = '';
        for (const call of named) {
          for (const one of plan(deps, call, { calls: count, attempts })) {
            const isShown = all || one.fault !== null;
            yield isShown ? separator + JSON.stringify(one) : '';
            if (isShown) separator = ',';
          }
        }
        yield ']}';
      };
      await sendTexts(response, planned());
    })
    .all(methodNotAllowed(['GET']));

  router
    .route('/explain/:id')
    .get((request, response) => {
      const { id } = request.params;
      const record = tape.find(id);
      if (record === undefined) {
        throw problem(
          'not-found',
          404,
          `no record ${JSON.stringify(id)} in memory: it may have been drained or dropped`,
        );
      }
      response.json(explain(record, scenarios.version(record.scenario ?? '')));
    })
    .all(methodNotAllowed(['GET']));
}

function refuseEndless(operations: number, calls: number, attempts: number): void {
  const tries = operations * calls * attempts;
  if (tries <= MAX_PLANNED) return;
  const asked = `operations × calls × attempts are ${operations} × ${calls} × ${attempts} = ${tries} tries`;
  throw problem(
    'bad-request',
    400,
    `the query is not valid: ${asked}: expected at most ${MAX_PLANNED} in one plan`,
  );
}

/** A plan knows neither headers nor the values in a path: it sees the template. */
function callOf(operations: Operations, name: string): PlannedCall {
  const known = operations.byId(name);
  if (known !== undefined) {
    const { method, template } = known;
    return { operation: name, method, path: template };
  }
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(name) ?? [];
  if (method === undefined || path === undefined) {
    throw problem(
      'bad-request',
      400,
      `the query is not valid: operations ${JSON.stringify(name)}: expected METHOD /path, or an operationId of the OpenAPI document`,
    );
  }
  return { operation: operations.nameOf(method, path), method, path };
}
