import type { CallEffects, CallVerdict, RetrySign, Tried } from '@chaos-lab/contracts';

/** One try as the ledger keeps it: what is told of it, and what only the ledger asks. */
export type KeptTry = {
  readonly told: Tried;
  readonly retry: RetrySign | null;
  /** Whether its method asks for a state, however often it is sent. */
  readonly idempotent: boolean;
  /** Of the upstream's answer, to tell an equal one by. */
  readonly answer: string | undefined;
  /** The path of what it created, where the answer says so. */
  readonly created: string | undefined;
};

const MAY_BE_DONE: ReadonlySet<Tried['effect']> = new Set(['done', 'uncertain']);

/** Whether the upstream can know the tries for one: by their key, or by what their method means. */
function areOne(tries: readonly KeptTry[]): boolean {
  const [first] = tries;
  if (first === undefined) return true;
  const { key } = first.told;
  if (key !== null && tries.every(({ told }) => told.key === key)) return true;
  return isRepeated(first, tries);
}

/** Equal requests of PUT or DELETE ask for one state, however often (RFC 9110, 9.2.2). */
function isRepeated({ told: { digest } }: KeptTry, tries: readonly KeptTry[]): boolean {
  return (
    digest !== null && tries.every(({ idempotent, told }) => idempotent && told.digest === digest)
  );
}

/** The tries of one logical call and what they add up to. */
export class CallLedger {
  readonly operation: string;
  readonly call: number;
  readonly tries: KeptTry[] = [];

  constructor(operation: string, call: number) {
    this.operation = operation;
    this.call = call;
  }

  get done(): number {
    return this.tries.reduce((sum, { told }) => sum + told.done, 0);
  }

  get standing(): number {
    return this.tries.reduce((sum, { told }) => sum + (told.undone ? 0 : told.done), 0);
  }

  get uncertain(): number {
    return this.tries.filter(({ told }) => told.effect === 'uncertain').length;
  }

  /** What makes more than one effect harmless, where something does. */
  get protection(): CallEffects['protection'] {
    const did = this.tries.filter(({ told }) => told.done > 0);
    const [first] = did;
    if (first === undefined || this.done < 2) return null;
    const isKeyed =
      first.told.key !== null &&
      did.every(({ told }) => told.key === first.told.key) &&
      did.every(({ told, answer }) => told.replayed || answer === first.answer);
    if (isKeyed) return 'idempotency-key';
    return isRepeated(first, did) ? 'idempotent-method' : null;
  }

  get verdict(): CallVerdict {
    const { done, standing, uncertain } = this;
    if (done === 0) return uncertain > 0 ? 'uncertain' : 'none';
    if (standing > 1) return this.protection === null ? 'duplicate' : 'protected';
    // What was sent and not answered may have been done as well, unless the upstream knows it for the same.
    if (uncertain > 0 && !areOne(this.tries.filter(({ told }) => MAY_BE_DONE.has(told.effect)))) {
      return 'uncertain';
    }
    return standing === 0 ? 'undone' : 'done-once';
  }

  read(): CallEffects {
    const { operation, call, verdict, protection, standing, uncertain } = this;
    const effects = verdict === 'protected' ? 1 : standing;
    const tries = this.tries.map(({ told }) => told);
    return { operation, call, verdict, protection, effects, uncertain, tries };
  }
}
