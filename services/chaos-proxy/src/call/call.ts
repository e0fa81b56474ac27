import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CallEnd, Suppression } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { WholeAnswer } from '../faults/whole-answer.ts';
import type { FaultCall, MadeAnswer } from '../faults/fault.ts';
import type {
  AnswerSink,
  ExchangedOutbound,
  Flow,
  Forwarder,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';
import type { ResponseSchema, ResponseSchemas } from '../openapi/response-schemas.ts';
import type { Ruling } from '../ruling.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { OutcomeNotes } from './call-outcome.ts';
import { noting } from './noting.ts';
import { ownConnection } from '../client/own-connection.ts';
import type { Places } from './places.ts';
import { Relay, type RelayHost } from './relay.ts';
import { readBody } from '../client/request-body.ts';
import { revealing } from './revealing.ts';

/** What all calls of a proxy share. */
export type CallContext = {
  readonly clock: Clock;
  readonly forwarder: Forwarder;
  readonly places: Places;
  readonly memory: AnswerMemory;
  readonly responseSchemas: ResponseSchemas | undefined;
};

/** One request on its way through the proxy, from the decision to the completed record. */
export class Call implements FaultCall, RelayHost {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly reveal: RawHeaders;
  readonly relay: Relay;
  readonly #outbound: ExchangedOutbound;
  readonly #ruling: Ruling;
  readonly #context: CallContext;
  #flow: Flow | undefined;
  readonly #outcome = new OutcomeNotes();
  #sentAt = 0;
  #hasPlace = false;
  #gone = false;
  #leaving: AbortController | undefined;

  constructor(outbound: ExchangedOutbound, ruling: Ruling, context: CallContext) {
    this.request = outbound.client.request;
    this.response = outbound.client.response;
    this.#outbound = outbound;
    this.#ruling = ruling;
    this.#context = context;
    this.reveal = revealing(ruling);
    this.relay = new Relay(this);
    this.response.on('close', () => this.#closed());
  }

  now(): number {
    return this.#context.clock.now();
  }

  realMs(labMs: number): number {
    return this.#ruling.realMs(labMs);
  }

  responseSchema(status: number): ResponseSchema | 'unusable' | undefined {
    return this.#context.responseSchemas?.(this.#ruling.record.operation, status);
  }

  recall(): WholeAnswer | undefined {
    return this.#context.memory.recall(this.#memoryKey());
  }

  #memoryKey(): string {
    const { session, arm } = this.#ruling.record;
    return [session, arm, this.#outbound.method, this.#outbound.path].join('\n');
  }

  pass(): void {
    this.forward(this.relay);
  }

  forward(sink: AnswerSink): void {
    this.#send(sink);
  }

  #send(sink: AnswerSink): void {
    if (this.#gone) return;
    this.#sentAt = this.now();
    const { forwarder, memory } = this.#context;
    let watched = sink;
    if (sink !== this.relay) watched = this.#noting(sink);
    if (this.#ruling.keepAnswers === true) watched = memory.watching(this.#memoryKey(), watched);
    this.#flow = forwarder.forward(this.#outbound, watched);
  }

  #noting(sink: AnswerSink): AnswerSink {
    return noting(sink, {
      status: (status) => this.answered(status),
      failed: () => {
        if (!this.#outcome.hasActed) this.suppress('upstream-failed');
      },
    });
  }

  /** Has the whole request in memory from here on; false where it is longer than `limit` bytes. */
  gatherRequest(limit: number): Promise<boolean> {
    const { body } = this.#outbound;
    if (body === null || Buffer.isBuffer(body)) return Promise.resolve(true);
    this.#invite();
    return new Promise((resolve) => {
      readBody(body, limit, (whole) => {
        this.#outbound.body = whole;
        this.#outbound.expectContinue = false;
        resolve(whole !== null);
      });
    });
  }

  requestRead(): Promise<boolean> {
    if (this.#gone) return Promise.resolve(false);
    const { body } = this.#outbound;
    if (body === null || Buffer.isBuffer(body)) return Promise.resolve(true);
    this.#invite();
    return new Promise((resolve) => {
      body.once('end', () => resolve(true));
      this.#onLeaving(() => resolve(false));
      body.resume();
    });
  }

  /** A client that asked first sends its body only once it is told to. */
  #invite(): void {
    if (this.#outbound.expectContinue) this.response.writeContinue();
  }

  takePlace(): boolean {
    this.#hasPlace = this.#context.places.take();
    if (!this.#hasPlace) this.suppress('held-connections-full');
    return this.#hasPlace;
  }

  freePlace(): void {
    if (!this.#hasPlace) return;
    this.#hasPlace = false;
    this.#context.places.free();
  }

  wait(labMs: number): Promise<boolean> {
    if (this.#gone) return Promise.resolve(false);
    this.#outcome.acted();
    this.#leaving ??= new AbortController();
    return this.#context.clock.sleep(this.realMs(labMs), this.#leaving.signal).then(
      () => !this.#gone,
      () => false,
    );
  }

  connection(): Promise<Socket | null> {
    this.relay.flushHead();
    if (this.#gone) return Promise.resolve(null);
    const gone = new Promise<null>((resolve) => this.#onLeaving(() => resolve(null)));
    return Promise.race([ownConnection(this.response), gone]);
  }

  suppress(reason: Suppression): void {
    this.#outcome.suppressed(reason);
  }

  injected(): void {
    this.#outcome.injected();
  }

  answer(made: MadeAnswer): void {
    this.injected();
    this.refuse(made);
  }

  refuse({ status, headers, body }: MadeAnswer): void {
    const { response } = this;
    if (this.#gone || response.headersSent) return;
    const bytes = Buffer.from(body);
    const fields = [...headers, ...this.reveal];
    if (status !== 204 && status !== 304) fields.push('Content-Length', String(bytes.length));
    response.writeHead(status, fields);
    response.end(bytes);
  }

  answered(status: number): void {
    this.#outcome.answered(status, this.now() - this.#sentAt);
  }

  completed(): void {
    this.#outcome.completed();
  }

  failed({ end }: UpstreamFailure): void {
    this.#outcome.ended(end);
  }

  /** Fixes how the call ended and what the client saw, where no response object knows it. */
  conclude(end: CallEnd, status: number): void {
    this.#outcome.concluded(end, status);
  }

  reject(made: MadeAnswer): void {
    this.#outcome.ended('rejected');
    this.refuse(made);
  }

  #onLeaving(then: () => void): void {
    this.#leaving ??= new AbortController();
    this.#leaving.signal.addEventListener('abort', then, { once: true });
  }

  #closed(): void {
    const { response } = this;
    const delivered = response.writableFinished;
    if (!delivered) {
      this.#gone = true;
      this.#leaving?.abort();
      this.#flow?.abort();
    }
    this.freePlace();
    const status = response.headersSent ? response.statusCode : null;
    this.#outcome.settle(this.#ruling, { delivered, status });
  }
}
