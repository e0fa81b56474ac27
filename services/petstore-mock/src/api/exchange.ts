import { HEADER } from '@chaos-lab/contracts';
import { sha256Of } from '@chaos-lab/service-kit/sha256';
import { bytesToHex } from '@noble/hashes/utils.js';
import { causeOf, keyOf } from '../http/identity.ts';
import type { Reply } from '../http/messages.ts';
import { problemReply, type ProblemReply, summary } from '../http/replies.ts';
import type { Operation } from '../operations/inputs.ts';
import type { Outcome, Refusal } from '../operations/outcome.ts';
import type { KeyLookup } from '../state/idempotency-keys.ts';
import type { Accepted } from './accept-request.ts';
import type { ApiDeps } from './deps.ts';
import type { BodyType } from './body.ts';

type Keyed = { readonly key: string; readonly seen: KeyLookup };

/** Carries a request from its idempotency key to its answer. */
export class Exchange {
  readonly #deps: ApiDeps;
  readonly #request: Accepted;
  #keyed: Keyed | undefined;

  constructor(deps: ApiDeps, request: Accepted) {
    this.#deps = deps;
    this.#request = request;
  }

  /** The answer where none but the head is needed; undefined where the body is to be read first. */
  start(): Reply | undefined {
    const { operation, head, bodyType } = this.#request;
    const key = operation.unsafe ? keyOf(head) : undefined;
    if (key !== undefined) {
      const { keys } = this.#store();
      const seen = keys.look(key, this.#deps.clock.now());
      if (seen.state === 'running') {
        this.#deps.observer.onIdempotency('in_progress');
        const detail = `the first request with the key ${JSON.stringify(key)} has no answer yet`;
        const headers = { 'Retry-After': '1' };
        return this.#problem({ status: 409, code: 'idempotency-in-progress', detail, headers });
      }
      this.#keyed = { key, seen };
      if (seen.state === 'fresh') keys.start(key);
    }
    return bodyType === undefined ? this.finish(undefined) : undefined;
  }

  finish(bytes: Uint8Array | undefined): Reply {
    try {
      return this.#replay(bytes) ?? this.#run(bytes);
    } catch (error) {
      this.#release();
      this.#deps.observer.onError(error);
      return this.#problem({ status: 500, code: 'internal' });
    }
  }

  tooLarge(): Reply {
    this.#release();
    const detail = `the body is too large: expected at most ${this.#deps.maxBodyBytes} bytes`;
    return this.#problem({ status: 413, code: 'payload-too-large', detail });
  }

  abandon(): void {
    this.#release();
  }

  #replay(bytes: Uint8Array | undefined): Reply | undefined {
    if (this.#keyed?.seen.state !== 'done') return undefined;
    const { key, seen } = this.#keyed;
    if (seen.fingerprint === this.#fingerprint(bytes)) {
      this.#deps.observer.onIdempotency('replayed');
      const headers = { ...seen.reply.headers, [HEADER.idempotencyReplayed]: 'true' };
      return { ...seen.reply, headers };
    }
    this.#deps.observer.onIdempotency('mismatch');
    const detail = `the key ${JSON.stringify(key)} belongs to a request with another method, path or body`;
    return this.#problem({ status: 422, code: 'idempotency-key-reuse', detail });
  }

  #run(bytes: Uint8Array | undefined): Reply {
    const { operation, input, bodyType } = this.#request;
    if (bytes !== undefined && bodyType !== undefined) {
      const refusal = this.#readBody(bodyType, bytes);
      if (refusal !== undefined) {
        this.#release();
        return this.#refuse(refusal);
      }
    }
    const now = this.#deps.clock.now();
    const store = this.#store();
    const run: Operation<never> = this.#deps.table[operation.id];
    const outcome = run(store.state, input as never, now);
    // The answer is written out before anything changes: what cannot be said is not done.
    const reply = outcome.ok ? this.#success(outcome) : this.#refuse(outcome);
    if (outcome.ok && outcome.changes.length > 0) {
      const { head } = this.#request;
      const cause = causeOf(head, operation.id, this.#deps.nextRequestId, Math.floor(now));
      for (const change of outcome.changes) {
        this.#deps.observer.onEffect(store.commit(change, cause));
      }
    }
    if (this.#keyed !== undefined) {
      store.keys.finish(this.#keyed.key, this.#fingerprint(bytes), reply, now);
      this.#deps.observer.onIdempotency('first');
    }
    return reply;
  }

  #readBody({ decode, validate }: BodyType, bytes: Uint8Array): Refusal | undefined {
    const { operation, input } = this.#request;
    let value: unknown;
    try {
      value = decode(bytes);
    } catch (error) {
      const message = (error as Error).message;
      return {
        ok: false,
        status: 400,
        code: 'malformed-body',
        detail: `the body cannot be parsed: ${message}`,
        errors: [{ path: '/', message }],
      };
    }
    const errors = validate(value);
    if (errors !== undefined) {
      const status = operation.body?.invalidStatus ?? 400;
      const detail = `body ${summary(errors)}`;
      return { ok: false, status, code: 'validation-failed', detail, errors };
    }
    input['body'] = value;
    return undefined;
  }

  #success({ body, headers }: Extract<Outcome, { ok: true }>): Reply {
    const { operation, representation } = this.#request;
    if (representation === undefined) {
      return { operation: operation.id, status: 200, headers: headers ?? {}, body: null };
    }
    return {
      operation: operation.id,
      status: 200,
      headers: { 'Content-Type': representation.media, ...headers },
      body: representation.encode(body),
    };
  }

  #refuse({ status, code, detail, errors }: Refusal): Reply {
    return this.#problem({ status, code, detail, ...(errors !== undefined && { errors }) });
  }

  #problem(problem: Omit<ProblemReply, 'operation' | 'instance'>): Reply {
    const { operation, path } = this.#request;
    return problemReply({ ...problem, operation: operation.id, instance: path });
  }

  #store() {
    return this.#deps.stores.open(this.#request.identity);
  }

  #release(): void {
    if (this.#keyed?.seen.state === 'fresh') this.#store().keys.release(this.#keyed.key);
  }

  /** What makes two requests with one key the same request. */
  #fingerprint(bytes: Uint8Array | undefined): string {
    const { head, operation, path } = this.#request;
    const query = head.url.split('?', 2)[1] ?? '';
    const type = bytes === undefined ? '' : String(head.headers['content-type']);
    const line = `${operation.method}\n${path}\n${query}\n${type}\n`;
    return bytesToHex(sha256Of(line, bytes ?? ''));
  }
}
