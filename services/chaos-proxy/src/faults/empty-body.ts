import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** A JSON answer with nothing in it. */
export const emptyBody: Fault<'empty-body'> = {
  kind: 'empty-body',
  parameters: () => NO_PARAMETERS,
  async before(call, { spec }) {
    if (await call.requestRead()) answer(call, spec.status);
  },
  after: (call, { spec }) => drained(call, () => answer(call, spec.status)),
};

function answer(call: FaultCall, status: number): void {
  call.answer({ status, headers: ['Content-Type', 'application/json'], body: '' });
}
