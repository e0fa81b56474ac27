import type { FaultSpec, RunEffects } from '@chaos-lab/contracts';
import type { Engine } from '../engine.ts';
import { checkScenario } from '../scenario/parse-scenario.ts';
import { shortFault } from '../scenario/short-form.ts';
import { callsOf, type LoggedCall } from './calls.ts';

/** A fault in the short form, such as `reset@after`, or in full. */
export type FaultWord = string | (Partial<FaultSpec> & Pick<FaultSpec, 'kind'>);

/** What can be asked of a proxy, or of one session of it. */
export type Chaos = {
  /** The base URL for the client under test. */
  readonly url: string;
  /**
   * Lets the next request of an operation meet a fault, or the next `times`. An operation is the
   * `operationId` of the document that the proxy was given, or `METHOD /path`.
   */
  failNext(operation: string, fault: FaultWord, times?: number): void;
  /** The calls so far, each with its tries. */
  calls(operation?: string): LoggedCall[];
  /** What the client's writes left behind, by session, as the proxy saw it. */
  effects(): RunEffects[];
  /** Forgets calls, effects and faults that were asked for. */
  reset(): void;
};

/** A session of its own: what it breaks, no other session meets. */
export type ChaosSession = Chaos & { readonly name: string };

/** Names the rules that tests ask for; shared by all sessions of a proxy. */
export type Rules = { next: number };

const ASKED = 'fail-next-';
const isAsked = (name: string | undefined): boolean => name?.startsWith(ASKED) === true;

export function chaosOf(
  engine: Engine,
  rules: Rules,
  url: string,
  session: string | undefined,
): Chaos {
  const selection = session === undefined ? {} : { session };
  const asked = new Set<string>();
  const { scenarios } = engine;
  return {
    url,
    failNext(operation, fault, times = 1) {
      rules.next += 1;
      const name = ASKED + String(rules.next);
      const rule = {
        name,
        match: { operation, ...selection },
        times,
        faults: [typeof fault === 'string' ? shortFault(fault) : fault],
      };
      // Behind those asked for before, in front of what the scenario says.
      const { document } = scenarios.current;
      const first = document.rules.findIndex((one) => !isAsked(one.name));
      const at = first === -1 ? document.rules.length : first;
      const changed = document.rules.toSpliced(at, 0, rule as never);
      scenarios.replace(checkScenario({ ...document, rules: changed }, operation));
      asked.add(name);
    },
    calls(operation) {
      const calls = callsOf(engine.tape.read(selection));
      return operation === undefined ? calls : calls.filter((one) => one.operation === operation);
    },
    effects: () => [...(engine.effects?.read(selection) ?? [])],
    reset() {
      const { document } = scenarios.current;
      const kept = document.rules.filter(({ name }) => name === undefined || !asked.has(name));
      scenarios.replace({ ...document, rules: kept });
      asked.clear();
      engine.reset(selection);
    },
  };
}
