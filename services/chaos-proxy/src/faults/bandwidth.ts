import { type Fault, NO_PARAMETERS } from './fault.ts';
import { paced } from './paced.ts';

// Shorter waits than this are mostly timer error.
const TICK_REAL_MS = 20;

/** The real answer at a limited rate. */
export const bandwidth: Fault<'bandwidth'> = {
  kind: 'bandwidth',
  parameters: () => NO_PARAMETERS,
  during(call, { spec }) {
    if (!call.takePlace()) return call.relay;
    const tickMs = TICK_REAL_MS / call.realMs(1);
    const perTick = (spec.bytesPerS * tickMs) / 1000;
    return perTick >= 1
      ? paced(call, {
          bytes: Math.floor(perTick),
          everyMs: (Math.floor(perTick) / spec.bytesPerS) * 1000,
        })
      : paced(call, { bytes: 1, everyMs: 1000 / spec.bytesPerS });
  },
};
