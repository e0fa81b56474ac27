import type { OpenApiDocument } from '@chaos-lab/openapi';
import { readOpenApi } from '@chaos-lab/openapi/read';
import type { Scenario, ScenarioInput } from '@chaos-lab/contracts';
import { MAX_SEED } from '@chaos-lab/contracts';
import { checkScenario } from '../scenario/parse-scenario.ts';
import { shortScenario } from '../scenario/short-form.ts';

export type ChaosProxyOptions = {
  /** The API behind the proxy, such as `http://127.0.0.1:3000`. */
  readonly target: string;
  /** 42 unless told: equal seeds give equal faults. */
  readonly seed?: number;
  /** Words of the short form that `rate` injects, all equally likely: `['http-503', 'reset@after']`. */
  readonly faults?: readonly string[];
  /** Share of calls that meet one of `faults`, 0 to 1; 0 unless told, so that nothing fails but what a test asks for. */
  readonly rate?: number;
  /** What goes wrong, in place of `faults` and `rate`. */
  readonly scenario?: ScenarioInput;
  /** Text of an OpenAPI 3 document of the API: names operations, shapes errors. */
  readonly openapi?: string;
  /** Lab seconds in a real second; 1 unless told. */
  readonly timeScale?: number;
};

/** Options that were checked. */
export type Settled = {
  readonly target: URL;
  readonly scenario: Scenario;
  readonly openapi: OpenApiDocument | undefined;
  readonly defaults: { readonly seed: number; readonly timeScale: number };
};

/** Throws a TypeError or a ScenarioError that says what was wrong, and what was expected. */
export function settle(options: ChaosProxyOptions): Settled {
  const { seed = 42, timeScale = 1 } = options;
  const target = URL.parse(options.target);
  if (target === null || !/^https?:$/.test(target.protocol)) {
    throw new TypeError(`target: ${options.target} is no address: expected http://HOST:PORT`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new TypeError(`seed: ${seed} is no seed: expected a whole number from 0 to ${MAX_SEED}`);
  }
  if (!(timeScale > 0)) throw new TypeError(`timeScale: ${timeScale}: expected a number above 0`);
  return {
    target,
    scenario: scenarioOf(options),
    openapi: options.openapi === undefined ? undefined : readOpenApi(options.openapi, 'openapi'),
    defaults: { seed, timeScale },
  };
}

function scenarioOf({ scenario, faults, rate }: ChaosProxyOptions): Scenario {
  if (scenario !== undefined) {
    if (faults === undefined && rate === undefined) return checkScenario(scenario, 'scenario');
    throw new TypeError(
      'scenario: names its own faults: give either a scenario, or faults and rate',
    );
  }
  if (faults === undefined && rate === undefined) {
    return checkScenario({ name: 'as-told', rules: [] });
  }
  if (faults === undefined || rate === undefined) {
    throw new TypeError('faults and rate go together: what fails, and how often');
  }
  if (!(rate >= 0 && rate <= 1)) throw new TypeError(`rate: ${rate}: expected 0 to 1`);
  return shortScenario(rate, faults);
}
