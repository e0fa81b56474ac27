import type { Scenario } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import { type ScenarioFiles, loadScenario } from './load-scenario.ts';
import { DEFAULT_FAULTS, shortScenario } from './short-form.ts';
import { sweepPlaces } from './sweep.ts';

/** What flags, environment and file say about the first scenario. */
export type ScenarioSettings = {
  readonly scenario: string | undefined;
  readonly rate: number | undefined;
  readonly faults: readonly string[] | undefined;
  readonly seed: number | undefined;
  readonly timeScale: number | undefined;
};

const CALM: Scenario = { name: 'calm', rules: [], revealFaults: false };

/** The scenario that the proxy starts with. Settings given by hand win over what its file says. */
export function initialScenario(settings: ScenarioSettings, files: ScenarioFiles): Scenario {
  const { seed, timeScale } = settings;
  return {
    ...chosen(settings, files),
    ...(seed !== undefined && { seed }),
    ...(timeScale !== undefined && { timeScale }),
  };
}

function chosen(settings: ScenarioSettings, files: ScenarioFiles): Scenario {
  const { scenario, rate, faults } = settings;
  if (scenario === undefined) return withoutFile(rate, faults);
  if (faults !== undefined) {
    throw refused('--faults: a scenario names its own faults: give either --scenario or --faults');
  }
  const loaded = loadScenario(scenario, files);
  if (rate === undefined) return loaded;
  if (sweepPlaces(loaded).length === 0) {
    throw refused(`--rate: ${scenario} says "sweep" nowhere, so a rate has no effect on it`);
  }
  return { ...loaded, sweepRate: rate };
}

function withoutFile(rate: number | undefined, faults: readonly string[] | undefined): Scenario {
  if (rate !== undefined) return shortScenario(rate, faults ?? DEFAULT_FAULTS);
  if (faults !== undefined) throw refused('--faults: expected --rate beside it');
  return CALM;
}

function refused(message: string): UserError {
  return new UserError(message, { code: 'CONFIG_INVALID', exitCode: 2 });
}
