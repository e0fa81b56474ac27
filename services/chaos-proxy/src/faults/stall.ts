import type { AnswerSink } from '../upstream/forwarder.ts';
import { hasBody, onHead } from './answer.ts';
import { breakOff } from './break-off.ts';
import { cutOff, cutOffEvents } from './cut-off.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** The real head and some bytes, then nothing, until the client goes or the cap ends it by FIN. */
export const stall: Fault<'stall'> = {
  kind: 'stall',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec: { afterBytes = 0, afterEvents, capMs } }) =>
    afterEvents === undefined
      ? stallAtByte(call, afterBytes, capMs)
      : cutOffEvents(call, afterEvents, () => call.run(() => keepSilent(call, capMs)), {
          holds: true,
        }),
};

/** The last byte of a body stays back, or it would be complete. */
export function stallAtByte(call: FaultCall, afterBytes: number, capMs: number): AnswerSink {
  return onHead(call, (head) => {
    if (!hasBody(call, head)) {
      call.suppress('phase-impossible');
      return call.relay;
    }
    if (!call.takePlace()) return call.relay;
    const bytes = Math.min(afterBytes, (head.contentLength ?? Infinity) - 1);
    return cutOff(call, bytes, () => call.run(() => keepSilent(call, capMs)));
  });
}

async function keepSilent(call: FaultCall, capMs: number): Promise<void> {
  await call.connection();
  if (await call.wait(capMs)) breakOff(call, 'fin');
}
