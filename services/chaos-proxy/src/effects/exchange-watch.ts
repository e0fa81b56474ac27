import { createHash, hash } from 'node:crypto';
import type { WriteEffect } from '@chaos-lab/contracts';
import type { AnswerStyle } from '../naming/protocols/protocol.ts';
import { isSuccess, SAYS_FAILED } from './answer-success.ts';
import { createdPath, LONGEST_CREATED } from './created.ts';
import type { AnswerListener } from './wire-port.ts';

/** A body whose status alone does not say whether it is a success is looked at up to this length. */
const LONGEST_JUDGED = 64 * 1024;

/** Longer paths of what was created are not remembered. */
const LONGEST_PATH = 1_024;

export type Watched = {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly answers: AnswerStyle | undefined;
};

/** Ends of a call after which the upstream cannot have seen it. */
const NOT_SENT = new Set(['upstream-refused', 'upstream-unresolvable']);

/** Listens to one exchange with the upstream and says what it came to. */
export class ExchangeWatch implements AnswerListener {
  readonly #watched: Watched;
  /** Of an answer that is longer than what is kept of it. */
  #hash: ReturnType<typeof createHash> | undefined;
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #headers: readonly string[] = [];
  #failed: string | undefined;
  #whole = false;
  status: number | null = null;
  /** Whether the upstream says that this is its answer to an earlier try. */
  replayed = false;

  constructor(watched: Watched) {
    this.#watched = watched;
    if (watched.answers !== undefined) this.#limit = LONGEST_JUDGED;
    else this.#limit = watched.method === 'POST' ? LONGEST_CREATED : 0;
  }

  head(status: number, headers: readonly string[]): void {
    this.status = status;
    this.#headers = headers;
    for (let i = 0; i + 1 < headers.length; i += 2) {
      const name = headers[i] as string;
      // `Idempotent-Replayed` and `Idempotency-Replayed` are both in use.
      if (name.length < 19 || name.length > 20) continue;
      const lower = name.toLowerCase();
      if (lower === 'idempotency-replayed' || lower === 'idempotent-replayed') {
        this.replayed = headers[i + 1] === 'true';
      }
    }
  }

  data(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= this.#limit) {
      this.#chunks.push(chunk);
      return;
    }
    if (this.#watched.key !== null) {
      this.#hash ??= this.#chunks.reduce((all, one) => all.update(one), createHash('sha256'));
      this.#hash.update(chunk);
    }
    this.#chunks = [];
  }

  end(): void {
    this.#whole = true;
  }

  fail(end: string): void {
    this.#failed ??= end;
  }

  /** What is known once the call is over. */
  get effect(): WriteEffect {
    const { status } = this;
    if (status === null) {
      return this.#failed !== undefined && NOT_SENT.has(this.#failed) ? 'unsent' : 'uncertain';
    }
    if (!isSuccess(status)) return 'refused';
    const { answers } = this.#watched;
    return answers !== undefined && SAYS_FAILED[answers](this.#body()) ? 'refused' : 'done';
  }

  /** Of status and body, to tell an equal answer by; undefined where the request has no key. */
  get answerDigest(): string | undefined {
    if (this.#watched.key === null || !this.#whole) return undefined;
    const digest =
      this.#hash?.copy().digest('base64url') ??
      hash('sha256', Buffer.concat(this.#chunks), 'base64url');
    return `${this.status} ${digest}`;
  }

  /** The path of what the exchange created, where the answer says it. */
  get created(): string | undefined {
    const { method, path } = this.#watched;
    if (method !== 'POST' || this.effect !== 'done') return undefined;
    const created = createdPath(path, this.#headers, this.#body());
    return created !== undefined && created.length <= LONGEST_PATH ? created : undefined;
  }

  #body(): string {
    return this.#bytes > this.#limit ? '' : Buffer.concat(this.#chunks).toString('utf8');
  }
}
