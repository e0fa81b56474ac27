import type { Injection } from '../ruling.ts';
import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** The request is read whole and nothing is sent, until the client goes or the cap ends it by FIN. */
export const hang: Fault<'hang'> = {
  kind: 'hang',
  parameters: () => NO_PARAMETERS,
  async before(call, { spec }) {
    if (!call.takePlace()) call.pass();
    else if (await call.requestRead()) await keepSilent(call, spec);
  },
  after(call, { spec }) {
    return call.takePlace() ? drained(call, () => keepSilent(call, spec)) : call.relay;
  },
};

async function keepSilent(call: FaultCall, spec: Injection<'hang'>['spec']): Promise<void> {
  call.injected();
  const connection = await call.connection();
  if (await call.wait(spec.capMs)) connection?.destroySoon();
}
