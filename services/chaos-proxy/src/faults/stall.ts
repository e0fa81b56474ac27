import { hasBody, onHead } from './answer.ts';
import { cutOff } from './cut-off.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** The real head and some bytes, then nothing, until the client goes or the cap ends it by FIN. */
export const stall: Fault<'stall'> = {
  kind: 'stall',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) =>
    onHead(call, (head) => {
      if (!hasBody(call, head)) {
        call.suppress('phase-impossible');
        return call.relay;
      }
      if (!call.takePlace()) return call.relay;
      // The last byte of a body stays back, or it would be complete.
      const bytes = Math.min(spec.afterBytes, (head.contentLength ?? Infinity) - 1);
      return cutOff(call, bytes, () => void keepSilent(call, spec.capMs));
    }),
};

async function keepSilent(call: FaultCall, capMs: number): Promise<void> {
  const connection = await call.connection();
  if (await call.wait(capMs)) connection?.destroySoon();
}
