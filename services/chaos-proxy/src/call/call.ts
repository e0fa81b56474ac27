import type { Socket } from 'node:net';
import type { Suppression } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { ClientListener, ClientPort, MadeAnswer } from '../client/client-port.ts';
import { readBody } from '../client/request-body.ts';
import type { FaultCall } from '../faults/fault.ts';
import type { WholeAnswer } from '../faults/whole-answer.ts';
import type { ResponseSchema, ResponseSchemas } from '../openapi/response-schemas.ts';
import type { Ruling } from '../ruling.ts';
import type {
  AnswerSink,
  Flow,
  Forwarder,
  Outbound,
  RawHeaders,
  UpstreamFailure,
} from '../upstream/forwarder.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { OutcomeNotes } from './call-outcome.ts';
import { GuardedSink, type SinkWatcher } from './guarded-sink.ts';
import { overheard } from './overheard.ts';
import type { Places } from './places.ts';
import { Relay, type RelayHost } from './relay.ts';
import { revealing } from './revealing.ts';
import { watchUsage } from '../usage/watch-usage.ts';
import { withFields } from './with-fields.ts';

/** What all calls of a proxy share. */
export type CallContext = {
  readonly clock: Clock;
  readonly forward: Forwarder['forward'];
  readonly places: Places;
  readonly memory: AnswerMemory;
  readonly responseSchemas: ResponseSchemas | undefined;
  /** Whether the client asks for a tunnel, which has no answer that could be held back or damaged. */
  readonly isTunnel?: boolean;
  /** Told of whatever threw in a call; its connection is broken by then. */
  readonly onError: (error: unknown) => void;
};

/** One request on its way through the proxy, from the decision to the completed record. */
export class Call implements FaultCall, RelayHost, ClientListener, SinkWatcher {
  readonly port: ClientPort;
  readonly reveal: RawHeaders;
  readonly relay: Relay;
  readonly #outbound: Outbound;
  readonly #ruling: Ruling;
  readonly #context: CallContext;
  readonly #outcome = new OutcomeNotes();
  #flow: Flow | undefined;
  #sentAt = 0;
  /** Whether the client gets the real answer as it is. */
  #isRelayed = true;
  #hasPlace = false;
  #isOver = false;
  #leaving: AbortController | undefined;

  constructor(outbound: Outbound, ruling: Ruling, port: ClientPort, context: CallContext) {
    this.port = port;
    this.#outbound = outbound;
    this.#ruling = ruling;
    this.#context = context;
    this.reveal = revealing(ruling);
    this.relay = new Relay(this);
    port.attend(this);
  }

  get isTunnel(): boolean {
    return this.#context.isTunnel === true;
  }

  get method(): string {
    return this.#outbound.method;
  }

  get awaitsInvitation(): boolean {
    return this.#outbound.expectContinue;
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

  run(action: () => void | Promise<void>): void {
    try {
      const done = action();
      if (done instanceof Promise) done.catch((error: unknown) => this.crashed(error));
    } catch (error) {
      this.crashed(error);
    }
  }

  pass(): void {
    const { ration } = this.#ruling;
    this.forward(ration === undefined ? this.relay : withFields(this.relay, ration.fields));
  }

  forward(sink: AnswerSink): void {
    if (this.#isOver) return;
    this.#sentAt = this.now();
    this.#isRelayed = sink === this.relay;
    const { memory, forward } = this.#context;
    const kept =
      this.#ruling.keepAnswers === true ? memory.watching(this.#memoryKey(), sink) : sink;
    const listener = this.#ruling.sent?.();
    const heard = listener === undefined ? kept : overheard(kept, listener);
    const counted = sink === this.relay ? heard : this.#counting(heard);
    this.#flow = forward(this.#outbound, new GuardedSink(counted, this));
  }

  #counting(sink: AnswerSink): AnswerSink {
    let charged = 0;
    return watchUsage(sink, (usage) => {
      this.#outcome.used(usage);
      const tokens = usage.input + usage.output;
      this.#ruling.ration?.charge(tokens - charged);
      charged = tokens;
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

  requestBody(): Buffer | null {
    const { body } = this.#outbound;
    return Buffer.isBuffer(body) ? body : null;
  }

  requestRead(): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(false);
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
    if (this.awaitsInvitation) this.port.invite();
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
    if (this.#isOver) return Promise.resolve(false);
    this.#outcome.acted();
    this.#leaving ??= new AbortController();
    return this.#context.clock.sleep(this.realMs(labMs), this.#leaving.signal).then(
      () => !this.#isOver,
      () => false,
    );
  }

  connection(): Promise<Socket | null> {
    if (this.#isOver) return Promise.resolve(null);
    const gone = new Promise<null>((resolve) => this.#onLeaving(() => resolve(null)));
    return Promise.race([this.port.connection(), gone]);
  }

  suppress(reason: Suppression): void {
    this.#outcome.suppressed(reason);
  }

  injected(): void {
    this.#outcome.injected();
  }

  answer({ status, headers, body }: MadeAnswer): void {
    this.injected();
    this.port.answer({ status, headers: [...headers, ...this.reveal], body });
  }

  reject(answer: MadeAnswer): void {
    this.#outcome.ended('rejected');
    this.port.answer(answer);
  }

  /** The client gets an answer of this status past the port; the call lasts as long as that. */
  concluded(status: number): void {
    this.answered(status);
    this.#outcome.concluded('complete', status);
  }

  answered(status: number): void {
    this.#outcome.answered(status, this.now() - this.#sentAt);
  }

  upstreamFailed(): void {
    if (!this.#isRelayed && !this.#outcome.hasActed) this.suppress('upstream-failed');
  }

  failed({ end }: UpstreamFailure): void {
    this.#outcome.ended(end);
  }

  drained(): void {
    this.relay.drained();
  }

  delivered(): void {
    this.#settle(true);
  }

  gone(): void {
    this.#settle(false);
  }

  crashed(error: unknown): void {
    this.#context.onError(error);
    this.#outcome.crashed();
    try {
      this.port.break();
    } finally {
      this.#settle(false);
    }
  }

  #onLeaving(then: () => void): void {
    this.#leaving ??= new AbortController();
    this.#leaving.signal.addEventListener('abort', then, { once: true });
  }

  #settle(delivered: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    try {
      this.freePlace();
      if (delivered) return;
      this.#leaving?.abort();
      this.#flow?.abort();
    } finally {
      this.#outcome.settle(this.#ruling, { delivered, status: this.port.status });
    }
  }
}
