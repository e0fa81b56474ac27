import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** TCP RST instead of an answer. */
export const reset: Fault<'reset'> = {
  kind: 'reset',
  parameters: () => NO_PARAMETERS,
  async before(call) {
    if (await call.requestRead()) await sendReset(call);
  },
  after: (call) => drained(call, () => sendReset(call)),
};

async function sendReset(call: FaultCall): Promise<void> {
  call.injected();
  const connection = await call.connection();
  connection?.resetAndDestroy();
}
