import type { FaultKind, FaultSpec } from '@chaos-lab/contracts';
import type { AnswerSink } from '../upstream/forwarder.ts';
import type { FaultParameters, Injection } from '../ruling.ts';
import { badFraming } from './bad-framing.ts';
import { bandwidth } from './bandwidth.ts';
import { close } from './close.ts';
import { dribble } from './dribble.ts';
import { duplicate } from './duplicate.ts';
import { emptyBody } from './empty-body.ts';
import { errorIn200 } from './error-in-200.ts';
import type { Fault, FaultCall } from './fault.ts';
import { finishLength } from './finish-length.ts';
import { hang } from './hang.ts';
import { htmlError } from './html-error.ts';
import { httpError } from './http-error.ts';
import { jsonRpcError } from './json-rpc-error.ts';
import { latency } from './latency.ts';
import { malformedJson } from './malformed-json.ts';
import { quota } from './quota.ts';
import { rateLimit } from './rate-limit.ts';
import { refusal } from './refusal.ts';
import { reset } from './reset.ts';
import { schemaViolation } from './schema-violation.ts';
import { slowFirstToken } from './slow-first-token.ts';
import { sseCut } from './sse-cut.ts';
import { sseDropTerminator } from './sse-drop-terminator.ts';
import { sseDuplicateEvent } from './sse-duplicate-event.ts';
import { sseError } from './sse-error.ts';
import { sseReorder } from './sse-reorder.ts';
import { sseStall } from './sse-stall.ts';
import { stale } from './stale.ts';
import { stall } from './stall.ts';
import { tokensPerSecond } from './tokens-per-second.ts';
import { toolArgumentsCut } from './tool-arguments-cut.ts';
import { toolCallDuplicate } from './tool-call-duplicate.ts';
import { toolCallRename } from './tool-call-rename.ts';
import { toolError } from './tool-error.ts';
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
  'sse-cut': sseCut,
  'sse-error': sseError,
  'sse-stall': sseStall,
  'sse-drop-terminator': sseDropTerminator,
  'sse-duplicate-event': sseDuplicateEvent,
  'sse-reorder': sseReorder,
  'tool-arguments-cut': toolArgumentsCut,
  'tool-call-duplicate': toolCallDuplicate,
  'tool-call-rename': toolCallRename,
  'finish-length': finishLength,
  refusal,
  'slow-first-token': slowFirstToken,
  'tokens-per-second': tokensPerSecond,
  quota,
  'json-rpc-error': jsonRpcError,
  'tool-error': toolError,
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
