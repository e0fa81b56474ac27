import type { Server } from 'node:http';
import type { FaultSpec, Phase } from '@chaos-lab/contracts';
import { type DecisionRecord, FAULT_PHASES, faultSchema } from '@chaos-lab/contracts';
import { addressOf, type Clock, listen, systemClock } from '@chaos-lab/service-kit';
import { faultParameters } from '../../services/chaos-proxy/src/faults/index.ts';
import {
  createForwarder,
  type Forwarder,
  type Lanes,
  type Target,
  targetOf,
} from '../../services/chaos-proxy/src/upstream/index.ts';
import type {
  CallOutcome,
  Decide,
  FaultParameters,
  RequestFacts,
  Ruling,
} from '../../services/chaos-proxy/src/ruling.ts';
import {
  createTraffic,
  createTrafficServer,
  type TrafficDeps,
} from '../../services/chaos-proxy/src/call/index.ts';
import { stop } from './upstream.ts';

export type WireProxy = {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly facts: RequestFacts[];
  /** How each decided call ended, in the order of their ends. */
  readonly outcomes: CallOutcome[];
  readonly errors: unknown[];
  /** Calls that were decided about and are not over. */
  readonly open: () => number;
  readonly held: () => number;
  readonly close: () => Promise<void>;
};

export type WireOptions = {
  readonly target: string | Target;
  /** The fault of every request, or of those that a function picks; none unless given. */
  readonly fault?: FaultInput | ((facts: RequestFacts) => FaultInput | null);
  readonly timeScale?: number;
  readonly reveal?: boolean;
  readonly holdMs?: number;
  readonly keepAnswers?: boolean;
  readonly maxHeld?: number;
  readonly headers?: Partial<TrafficDeps['headers']>;
  readonly lanes?: Lanes;
  /** In place of one for the target; then the caller closes it. */
  readonly forwarder?: Forwarder;
  readonly clock?: Clock;
  /** Takes each ruling before it is obeyed. */
  readonly ruling?: (ruling: Ruling) => Ruling;
  readonly front?: 'plain' | 'node';
};

/** Every way that a request can take through the proxy: who reads it, and what forwards it. */
export const WAYS = [
  { front: 'plain', lanes: 'both' },
  { front: 'plain', lanes: 'full' },
  { front: 'node', lanes: 'both' },
  { front: 'node', lanes: 'full' },
] as const;

export type FaultInput = { readonly kind: FaultSpec['kind']; readonly [option: string]: unknown };

/** The wire half of the proxy on a free port, with decisions that the test makes itself. */
export async function startWireProxy(options: WireOptions): Promise<WireProxy> {
  const facts: RequestFacts[] = [];
  const outcomes: CallOutcome[] = [];
  const errors: unknown[] = [];
  const target =
    typeof options.target === 'string' ? targetOf(new URL(options.target)) : options.target;
  const forwarder = options.forwarder ?? createForwarder(target, options.lanes);
  const traffic = createTraffic({
    decide: deciding(options, facts, outcomes),
    forwarder,
    clock: options.clock ?? systemClock,
    maxHeld: options.maxHeld ?? 100,
    headers: { labUpstream: false, xForwarded: false, ...options.headers },
    onError: (error) => errors.push(error),
  });
  const server = createTrafficServer(traffic, { ...(options.front && { front: options.front }) });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'proxy' });
  const { url, port } = addressOf(server);
  const close = async (): Promise<void> => {
    await stop(server);
    if (options.forwarder === undefined) await forwarder.close();
  };
  const open = (): number => facts.length - outcomes.length;
  return { url, port, server, facts, outcomes, errors, open, held: traffic.held, close };
}

function deciding(options: WireOptions, facts: RequestFacts[], outcomes: CallOutcome[]): Decide {
  const { fault, timeScale = 1, ruling = (same) => same } = options;
  return (about) => {
    const input = typeof fault === 'function' ? fault(about) : (fault ?? null);
    const { spec, phase, parameters } = input === null ? NO_FAULT : decided(input);
    facts.push(about);
    return ruling({
      record: recordOf(about, facts.length),
      injection:
        spec === null || phase === null ? null : { kind: spec.kind, spec, phase, parameters },
      holdMs: options.holdMs ?? 0,
      realMs: (labMs) => labMs / timeScale,
      reveal: options.reveal ?? false,
      keepAnswers: options.keepAnswers ?? false,
      settle: (outcome) => void outcomes.push(outcome),
    });
  };
}

type Decided = { spec: FaultSpec | null; phase: Phase | null; parameters: FaultParameters };
const NO_FAULT: Decided = { spec: null, phase: null, parameters: {} };

function decided(input: FaultInput): Decided {
  const spec = faultSchema.parse(input);
  const phase = spec.phase ?? FAULT_PHASES[spec.kind][0];
  return { spec, phase, parameters: faultParameters(spec, 0.5, 0.5) };
}

function recordOf(about: RequestFacts, ordinal: number): DecisionRecord {
  return {
    v: 1,
    id: `decision-${ordinal}`,
    run: 'test',
    ...about.identity,
    operation: `${about.method} ${about.path}`,
    call: 1,
    retry: null,
    racing: false,
    digest: null,
    key: null,
    attempt: about.attempt ?? 1,
    ordinal,
    method: about.method,
    path: about.path,
    rule: null,
    rate: 1,
    draws: [0, 0, 0.5, 0.5],
    fault: null,
    phase: null,
    parameters: {},
    suppressed: null,
    timed: false,
    source: 'seed',
    traceparent: about.traceparent,
    startedAt: 0,
    upstreamStatus: null,
    upstreamMs: null,
    status: null,
    durationMs: null,
    end: null,
    reached: null,
    effect: null,
  };
}
