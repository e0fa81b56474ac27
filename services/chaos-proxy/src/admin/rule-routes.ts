import type { Rule } from '@chaos-lab/contracts';
import { methodNotAllowed, refuseBody, verifyDepth } from '@chaos-lab/service-kit';
import { json, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { RuleCounts } from '../counters/rule-counts.ts';
import { findRule, nameOfRule, withoutRule, withRule } from '../scenario/edit-rules.ts';
import { checkScenario } from '../scenario/parse-scenario.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import type { ScenarioStore } from '../scenario/scenario-store.ts';
import { mergePatch } from '../scenario/merge-patch.ts';
import { etagOf, requireMatch } from './preconditions.ts';
import { problem, queryOf, scenarioProblem } from './problems.ts';

const placeQuery = z.strictObject({ place: z.enum(['first', 'last']).default('first') });
const noQuery = z.strictObject({});
const named = z.looseObject({ name: z.string().min(1).max(64) });

/** One rule of the scenario in force at a time: `/rules` and `/rules/NAME`. */
export function ruleRoutes(router: Router, scenarios: ScenarioStore, counts: RuleCounts): void {
  const document = () => scenarios.current.document;

  const shown = (rule: Rule, index: number) => {
    const name = nameOfRule(rule, index);
    return { name, enabled: rule.enabled !== false, ...counts.of(name), rule };
  };

  const existing = (request: Request): { readonly name: string; readonly rule: Rule } => {
    const name = String(request.params['name']);
    const rule = findRule(document(), name);
    if (rule !== undefined) return { name, rule };
    const names = document().rules.map(nameOfRule);
    const known = names.length === 0 ? 'it has none' : `it has ${names.slice(0, 20).join(', ')}`;
    throw problem('not-found', 404, `no rule of the scenario in force is called ${name}: ${known}`);
  };

  /** Puts a changed document in force, whole, and answers with one of its rules. */
  const put = (response: Response, changed: unknown, name: string, status = 200): void => {
    try {
      scenarios.replace(checkScenario(changed));
    } catch (error) {
      throw error instanceof ScenarioError ? scenarioProblem(error.issues) : error;
    }
    response.status(status).set('ETag', etagOf(scenarios.current.version));
    const index = document().rules.findIndex((rule, at) => nameOfRule(rule, at) === name);
    const rule = document().rules[index];
    response.json(rule === undefined ? { name, deleted: true } : shown(rule, index));
  };

  const body = json({ type: () => true, limit: '64kb', verify: verifyDepth });

  router
    .route('/rules')
    .get((request, response) => {
      queryOf(noQuery, request.query);
      response.set('ETag', etagOf(scenarios.current.version));
      response.json({ scenario: document().name, rules: document().rules.map(shown) });
    })
    .post(body, (request, response) => {
      const { place } = queryOf(placeQuery, request.query);
      requireMatch(request, scenarios.current.version);
      const rule = named.safeParse(request.body);
      if (!rule.success) {
        throw problem(
          'bad-request',
          400,
          'a rule that is added needs a name of 1 to 64 characters',
        );
      }
      const { name } = rule.data;
      if (findRule(document(), name) !== undefined) {
        const detail = `a rule called ${name} is there already: PUT or PATCH /rules/${name}`;
        throw problem('conflict', 409, detail);
      }
      put(response, withRule(document(), name, request.body, place), name, 201);
    })
    .all(methodNotAllowed(['GET', 'POST']));

  router
    .route('/rules/:name')
    .get((request, response) => {
      queryOf(noQuery, request.query);
      const { name } = existing(request);
      response.json(shown(...entryOf(document().rules, name)));
    })
    .put(body, (request, response) => {
      const { place } = queryOf(placeQuery, request.query);
      requireMatch(request, scenarios.current.version);
      const { name } = request.params;
      const rule: unknown = { ...asObject(request.body), name };
      const status = findRule(document(), name) === undefined ? 201 : 200;
      put(response, withRule(document(), name, rule, place), name, status);
    })
    .patch(body, (request, response) => {
      queryOf(noQuery, request.query);
      requireMatch(request, scenarios.current.version);
      const { name, rule } = existing(request);
      const patched = mergePatch(rule, request.body);
      const renamed = named.safeParse(patched);
      const after = renamed.success ? renamed.data.name : name;
      if (after !== name && findRule(document(), after) !== undefined) {
        throw problem('conflict', 409, `a rule called ${after} is there already`);
      }
      put(response, withRule(document(), name, patched, 'first'), after);
    })
    .delete((request, response) => {
      refuseBody(request);
      queryOf(noQuery, request.query);
      requireMatch(request, scenarios.current.version);
      const { name } = existing(request);
      put(response, withoutRule(document(), name), name);
    })
    .all(methodNotAllowed(['GET', 'PUT', 'PATCH', 'DELETE']));
}

function entryOf(rules: readonly Rule[], name: string): [Rule, number] {
  const index = rules.findIndex((rule, at) => nameOfRule(rule, at) === name);
  return [rules[index] as Rule, index];
}

function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { body };
}
