import { MAX_WHOLE_BYTES } from '../faults/answer.ts';
import { type AnyFault, faultOf } from '../faults/index.ts';
import type { Injection } from '../ruling.ts';
import type { Call } from './call.ts';
import { problemAnswer } from './problem-answer.ts';

/** Puts the decided fault on the wire, in its phase. */
export async function inject(call: Call, injection: Injection): Promise<void> {
  const fault: AnyFault = faultOf(injection.kind);
  if (fault.wholeRequest && !(await call.gatherRequest(MAX_WHOLE_BYTES))) {
    call.suppress('phase-impossible');
    const detail = `${injection.kind} needs the whole request: expected at most ${MAX_WHOLE_BYTES} bytes`;
    call.reject(problemAnswer(413, 'payload-too-large', detail));
    return;
  }
  const { phase } = injection;
  if (phase === 'before') {
    if (fault.before !== undefined) {
      await fault.before(call, injection);
      return;
    }
  } else if (!call.isTunnel) {
    const sink = fault[phase]?.(call, injection);
    if (sink !== undefined) {
      call.forward(sink);
      return;
    }
  }
  call.suppress('phase-impossible');
  call.pass();
}
