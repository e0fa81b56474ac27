import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** TCP FIN with not one byte of an answer. */
export const close: Fault<'close'> = {
  kind: 'close',
  parameters: () => NO_PARAMETERS,
  async before(call) {
    if (await call.requestRead()) await sendFin(call);
  },
  after: (call) => drained(call, () => sendFin(call)),
};

async function sendFin(call: FaultCall): Promise<void> {
  call.injected();
  const connection = await call.connection();
  connection?.destroySoon();
}
