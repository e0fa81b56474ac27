import type {
  Claim,
  DecisionRecord,
  Identity,
  RunEffects,
  WriteEffect,
  RetrySign,
} from '@chaos-lab/contracts';
import { LRUCache } from 'lru-cache';
import type { RequestContent } from '../naming/request-content.ts';
import type { AnswerStyle } from '../naming/protocols/protocol.ts';
import { sessionKey } from '../sessions/session-key.ts';
import { type Selection, selects } from '../sessions/sessions.ts';
import { ExchangeWatch, type Watched } from './exchange-watch.ts';
import { ReadOnlyTools } from './read-only-tools.ts';
import { RunLedger } from './run-ledger.ts';
import { type BodySeen, LONGEST_COMPARED, VaryingBodies } from './varying-bodies.ts';
import type { AnswerListener } from './wire-port.ts';

type EffectBounds = {
  /** Sessions and arms that are kept; the one used least recently goes first. */
  readonly runs: number;
  /** Tries of all of them together. */
  readonly tries: number;
  /** What all of them take together, about. */
  readonly bytes: number;
};

/** Told of each write when it is over: what it came to, and whether its call has become one too many. */
type OnWrite = (effect: WriteEffect, repeated: 'duplicate' | 'protected' | null) => void;

/** A request that may change something, while it is under way. */
export interface OpenWrite {
  /** It leaves for the upstream; the result is to be told of the answer. Once for each time it is sent. */
  readonly sent: () => AnswerListener;
  /** It is over; says what it came to. */
  close(record: DecisionRecord): WriteEffect;
}

type WriteFacts = {
  readonly operation: string;
  readonly call: number;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly digest: string | null;
  readonly answers: AnswerStyle | undefined;
  /** Path and query. */
  readonly target: string;
  readonly content: Pick<RequestContent, 'json' | 'body'>;
  readonly retry: RetrySign | null;
};

const IDEMPOTENT = new Set(['PUT', 'DELETE']);

/** What requests did at the upstream, by session and arm; bounded, and told of by `GET /effects`. */
export class EffectLedger {
  readonly #runs: LRUCache<string, RunLedger>;
  /** What sessions were told of the tools of MCP. */
  readonly tools = new ReadOnlyTools();
  readonly #bounds: EffectBounds;
  readonly #onWrite: OnWrite;
  readonly #bodies = new VaryingBodies();
  #size = 0;
  #bytes = 0;
  #evictions = 0;

  constructor(bounds: EffectBounds, onWrite: OnWrite) {
    this.#bounds = bounds;
    this.#onWrite = onWrite;
    this.#runs = new LRUCache({
      max: bounds.runs,
      dispose: (run, _key, reason) => {
        this.#size -= run.size;
        this.#bytes -= run.bytes;
        if (reason === 'evict') this.#evictions += 1;
      },
    });
  }

  /** Tries kept now. */
  get size(): number {
    return this.#size;
  }

  /** What the kept runs take, about. */
  get bytes(): number {
    return this.#bytes;
  }

  get evictions(): number {
    return this.#evictions;
  }

  begin(identity: Identity, key: string, facts: WriteFacts): OpenWrite {
    const run = this.#run(identity, key);
    run.open += 1;
    const { method, path } = facts;
    const watched: Watched = { method, path, key: facts.key, answers: facts.answers };
    const exchanges: ExchangeWatch[] = [];
    const seen = bodySeen(run, facts);
    if (seen !== undefined) {
      const varies = this.#bodies.compare(seen);
      if (varies !== undefined) {
        this.#change(run, key, () => run.varies(facts.operation, varies.places, varies.certain));
      }
    }
    return {
      sent: () => {
        const watch = new ExchangeWatch(watched);
        exchanges.push(watch);
        return watch;
      },
      close: (record) => {
        run.open -= 1;
        if (seen !== undefined) this.#bodies.settle(seen, record.reached === 'good');
        return this.#keep(run, key, facts, exchanges, record);
      },
    };
  }

  /** The client's word about a run, also about one that wrote nothing. */
  claim({ session, arm, success, expected }: Claim): void {
    const identity = { session, arm };
    const key = sessionKey(identity);
    const run = this.#run(identity, key);
    this.#change(run, key, () => run.claim({ success, expected }));
  }

  *read(selection: Selection = {}): Generator<RunEffects> {
    for (const run of this.#select(selection)) yield run.read();
  }

  /** Forgets; what is under way meanwhile is not kept any more. */
  drop(selection: Selection = {}): void {
    this.tools.drop(selection);
    for (const { identity } of this.#select(selection)) this.#runs.delete(sessionKey(identity));
  }

  #keep(
    run: RunLedger,
    key: string,
    facts: WriteFacts,
    exchanges: readonly ExchangeWatch[],
    record: DecisionRecord,
  ): WriteEffect {
    const { operation, call: number, method, path, digest } = facts;
    const done = exchanges.filter((one) => one.effect === 'done');
    const effect = effectOf(exchanges);
    const [first] = done;
    const told = {
      id: record.id,
      attempt: record.attempt,
      done: done.length,
      effect,
      upstreamStatus: exchanges[0]?.status ?? null,
      replayed: first?.replayed ?? false,
      undone: false,
      digest,
      key: facts.key,
    };
    const kept = {
      told,
      retry: facts.retry,
      idempotent: IDEMPOTENT.has(method),
      answer: first?.answerDigest,
      created: first?.created,
    };
    const call = this.#change(run, key, () => {
      const added = run.add(operation, number, kept);
      if (first !== undefined && method === 'DELETE') run.deleted(path);
      return added;
    });
    const { verdict } = call;
    const repeated = verdict === 'duplicate' || verdict === 'protected' ? verdict : null;
    this.#onWrite(effect, done.length > 0 ? repeated : null);
    return effect;
  }

  #run(identity: Identity, key: string): RunLedger {
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const run = new RunLedger(identity);
    this.#runs.set(key, run);
    this.#bytes += run.bytes;
    return run;
  }

  /** Lets a run change, and others go where it grew too large; one that is forgotten counts no more. */
  #change<T>(run: RunLedger, key: string, change: () => T): T {
    const { size, bytes } = run;
    const result = change();
    if (this.#runs.peek(key) !== run) return result;
    this.#size += run.size - size;
    this.#bytes += run.bytes - bytes;
    const { tries, bytes: mostBytes } = this.#bounds;
    while ((this.#size > tries || this.#bytes > mostBytes) && this.#runs.size > 1) {
      this.#runs.pop();
    }
    return result;
  }

  #select(selection: Selection): RunLedger[] {
    const { session, arm } = selection;
    if (session !== undefined && arm !== undefined) {
      const run = this.#runs.peek(sessionKey({ session, arm }));
      return run === undefined ? [] : [run];
    }
    const chosen: RunLedger[] = [];
    for (const run of this.#runs.rvalues()) {
      if (run !== undefined && selects(selection, run.identity)) chosen.push(run);
    }
    return chosen;
  }
}

/** Undefined for a body that is not JSON, or too long to be remembered. */
function bodySeen({ id }: RunLedger, facts: WriteFacts): BodySeen | undefined {
  const { operation, target, call, retry, content } = facts;
  const { body } = content;
  if (body === undefined || body.length > LONGEST_COMPARED || content.json === undefined) {
    return undefined;
  }
  const saysRetry = retry !== null && retry !== 'equal-request' && retry !== 'chaos-attempt';
  return { run: id, operation, target, call, saysRetry, json: content.json, body };
}

/** The strongest of what its exchanges came to. */
function effectOf(exchanges: readonly ExchangeWatch[]): WriteEffect {
  const effects = new Set(exchanges.map(({ effect }) => effect));
  for (const effect of ['done', 'uncertain', 'refused'] as const) {
    if (effects.has(effect)) return effect;
  }
  return 'unsent';
}
