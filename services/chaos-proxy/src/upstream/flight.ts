import type { AnswerSink, Flow, Outbound, UpgradeEvents } from './forwarder.ts';

/** A request on its way through http-proxy-middleware, which knows it by its message only. */
export class Flight implements Flow {
  readonly outbound: Outbound;
  readonly sink: AnswerSink;
  readonly lean: boolean;
  #flow: Flow | undefined;
  #aborted = false;

  constructor(outbound: Outbound, sink: AnswerSink, lean: boolean) {
    this.outbound = outbound;
    this.sink = sink;
    this.lean = lean;
  }

  /** Takes the control over the exchange, once a lane has begun it. */
  begun(flow: Flow): void {
    this.#flow = flow;
    if (this.#aborted) flow.abort();
  }

  pause(): void {
    this.#flow?.pause();
  }

  resume(): void {
    this.#flow?.resume();
  }

  abort(): void {
    this.#aborted = true;
    this.#flow?.abort();
  }
}

/** A request for another protocol on its way through the package. */
export type UpgradeFlight = { readonly outbound: Outbound; readonly events: UpgradeEvents };

const FLIGHT = Symbol('flight');

type Carrying = { [FLIGHT]?: Flight | UpgradeFlight };

export function setFlight(message: object, flight: Flight | UpgradeFlight): void {
  (message as Carrying)[FLIGHT] = flight;
}

export function flightOf(message: object): Flight | UpgradeFlight {
  const flight = (message as Carrying)[FLIGHT];
  if (flight === undefined) throw new Error('a message without a flight reached the forwarder');
  return flight;
}
