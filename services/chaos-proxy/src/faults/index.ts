import type { FaultKind, FaultSpec } from '@chaos-lab/contracts';
import type { AnswerSink } from '../forward/forwarder.ts';
import type { FaultParameters, Injection } from '../ruling.ts';
import { badFraming } from './bad-framing.ts';
import { bandwidth } from './bandwidth.ts';
import { close } from './close.ts';
import { dribble } from './dribble.ts';
import { duplicate } from './duplicate.ts';
import { emptyBody } from './empty-body.ts';
import { errorIn200 } from './error-in-200.ts';
import type { Fault, FaultCall } from './fault.ts';
import { hang } from './hang.ts';
import { htmlError } from './html-error.ts';
import { httpError } from './http-error.ts';
import { latency } from './latency.ts';
import { malformedJson } from './malformed-json.ts';
import { rateLimit } from './rate-limit.ts';
import { reset } from './reset.ts';
import { schemaViolation } from './schema-violation.ts';
import { stale } from './stale.ts';
import { stall } from './stall.ts';
import { truncate } from './truncate.ts';
import { wrongValue } from './wrong-value.ts';

/** Every kind of fault. A kind in the contract without a line here does not compile. */
const FAULTS = {
  'http-error': httpError,
  'rate-limit': rateLimit,
  latency,
  hang,
  reset,
  close,
  truncate,
  'malformed-json': malformedJson,
  stall,
  dribble,
  bandwidth,
  'bad-framing': badFraming,
  'wrong-value': wrongValue,
  'schema-violation': schemaViolation,
  stale,
  'html-error': htmlError,
  'empty-body': emptyBody,
  'error-in-200': errorIn200,
  duplicate,
} as const satisfies { [K in FaultKind]: Fault<K> };

/** A fault whose kind is only known at run time, and with it the phases it can have. */
export type AnyFault = {
  readonly parameters: (spec: FaultSpec, u2: number, u3: number) => FaultParameters;
  readonly wholeRequest?: true;
  readonly before?: (call: FaultCall, injection: Injection) => void | Promise<void>;
  readonly after?: (call: FaultCall, injection: Injection) => AnswerSink;
  readonly during?: (call: FaultCall, injection: Injection) => AnswerSink;
};

export function faultOf(kind: FaultKind): AnyFault {
  // The map ties each kind to its own spec, which TypeScript cannot follow through a lookup.
  return FAULTS[kind] as unknown as AnyFault;
}

/** What the parameter draws `u2` and `u3` in [0, 1) mean for this fault, in lab units. Pure. */
export function faultParameters(spec: FaultSpec, u2: number, u3: number): FaultParameters {
  return faultOf(spec.kind).parameters(spec, u2, u3);
}
