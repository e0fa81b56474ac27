import {
  FAULT_PHASES,
  type FaultSpec,
  type FaultHypothesisInput,
  type FaultHypothesis,
  type Identity,
  type Phase,
} from '@chaos-lab/contracts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { shortFault } from '../scenario/short-form.ts';
import { sessionKey } from '../sessions/session-key.ts';
import { type Selection, selects } from '../sessions/sessions.ts';
import { addressOf } from './address.ts';

/** One fault of a hypothesis, and how often it was decided on. */
type Assumed = {
  readonly operation: string;
  readonly call: number;
  readonly attempt: number;
  readonly fault: FaultSpec;
  readonly phase: Phase;
  fired: number;
};

/** The faults of one session and arm, by the key of their operation and call, then by attempt. */
type Assumptions = { readonly identity: Identity; readonly faults: Map<string, Assumed> };

type HypothesisState = Required<Pick<FaultHypothesisInput, 'session' | 'arm'>> & {
  readonly faults: readonly Assumed[];
};

/** Sessions and arms that have a hypothesis at once. */
const MAX_HYPOTHESES = 100_000;

/** Which faults each session and arm is to meet, where somebody has said so. */
export class Hypotheses {
  readonly #byKey = new Map<string, Assumptions>();

  get size(): number {
    return this.#byKey.size;
  }

  /**
   * Sets all of them, in place of what their sessions and arms had before. Throws ScenarioError and
   * sets none where one of them cannot be used.
   */
  set(hypotheses: readonly FaultHypothesis[]): void {
    const read = hypotheses.map((one, index) => assumptionsOf(one, `/hypotheses/${index}`));
    const added = read.filter(({ identity }) => !this.#byKey.has(sessionKey(identity))).length;
    if (this.#byKey.size + added > MAX_HYPOTHESES) {
      const message = `more than ${MAX_HYPOTHESES} sessions would have one: drain or delete some first`;
      throw new ScenarioError('', [{ path: '/hypotheses', message }]);
    }
    for (const one of read) this.#byKey.set(sessionKey(one.identity), one);
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** The fault for one request; undefined where it is to go through. Counts as fired. */
  take(key: string, operation: string, call: number, attempt: number): Assumed | undefined {
    const assumed = this.#byKey.get(key)?.faults.get(addressKey(operation, call, attempt));
    if (assumed !== undefined) assumed.fired += 1;
    return assumed;
  }

  *list(selection: Selection = {}): Generator<HypothesisState> {
    for (const { identity, faults } of this.#select(selection)) {
      yield { ...identity, faults: [...faults.values()] };
    }
  }

  /** Lets the usual source decide again about a selection; says how many had a hypothesis. */
  drop(selection: Selection = {}): number {
    let dropped = 0;
    for (const { identity } of this.#select(selection)) {
      if (this.#byKey.delete(sessionKey(identity))) dropped += 1;
    }
    return dropped;
  }

  #select(selection: Selection): Assumptions[] {
    const { session, arm } = selection;
    if (session !== undefined && arm !== undefined) {
      const one = this.#byKey.get(sessionKey({ session, arm }));
      return one === undefined ? [] : [one];
    }
    return [...this.#byKey.values()].filter(({ identity }) => selects(selection, identity));
  }
}

function assumptionsOf({ session, arm, faults }: FaultHypothesis, at: string): Assumptions {
  const byAddress = new Map<string, Assumed>();
  faults.forEach(({ operation, call, attempt, fault: given }, index) => {
    const path = `${at}/faults/${index}`;
    const fault = typeof given === 'string' ? readShort(given, `${path}/fault`) : given;
    const key = addressKey(operation, call, attempt);
    if (byAddress.has(key)) {
      const message = `a second fault for attempt ${attempt} of call ${call} of ${operation}: expected one`;
      throw new ScenarioError('', [{ path, message }]);
    }
    const phase = fault.phase ?? FAULT_PHASES[fault.kind][0];
    byAddress.set(key, { operation, call, attempt, fault, phase, fired: 0 });
  });
  return { identity: { session, arm }, faults: byAddress };
}

function readShort(word: string, path: string): FaultSpec {
  try {
    return shortFault(word);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new ScenarioError(
      '',
      error.issues.map(({ message }) => ({ path, message: `${JSON.stringify(word)}: ${message}` })),
    );
  }
}

function addressKey(operation: string, call: number, attempt: number): string {
  return `${addressOf(operation, call)}\n${attempt}`;
}
