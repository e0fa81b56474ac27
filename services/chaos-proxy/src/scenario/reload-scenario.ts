import type { Scenario } from '@chaos-lab/contracts';
import { type Logger, UserError } from '@chaos-lab/service-kit';
import type { ScenarioStore } from './scenario-store.ts';

export type Reload = {
  /** Reads the scenario again whatever it was, and puts it in force. */
  readonly now: (why: string) => void;
  /** The same where what is there is not what was read last. */
  readonly ifChanged: (why: string) => void;
};

/**
 * Puts a scenario in force as its file now is. One that cannot be used changes nothing: the one
 * before stays, and the log says why.
 */
export function scenarioReload(
  read: () => Scenario,
  scenarios: Pick<ScenarioStore, 'replace' | 'current'>,
  log: Pick<Logger, 'info' | 'warn'>,
  onReloaded: (scenario: Scenario) => void = () => {},
): Reload {
  let last = attempt(read);
  const use = (why: string, isForced: boolean): void => {
    const found = attempt(read);
    if (!isForced && JSON.stringify(found) === JSON.stringify(last)) return;
    last = found;
    try {
      if ('problems' in found) throw new UserError(found.problems);
      scenarios.replace(found.scenario);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const stays = scenarios.current.document.name;
      log.warn({ why, problems: error.problems, stays }, 'the scenario is not reloaded');
      return;
    }
    const { document, version } = scenarios.current;
    log.info({ why, scenario: document.name, version }, 'the scenario is reloaded');
    onReloaded(document);
  };
  return { now: (why) => use(why, true), ifChanged: (why) => use(why, false) };
}

type Read = { readonly scenario: Scenario } | { readonly problems: readonly string[] };

function attempt(read: () => Scenario): Read {
  try {
    return { scenario: read() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: error.problems };
  }
}
