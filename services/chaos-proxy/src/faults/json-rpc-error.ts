import type { FaultOf } from '@chaos-lab/contracts';
import { deliver, whole } from './answer.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';
import { answerEach } from './json-rpc.ts';

/** An error as JSON-RPC has it, under the id of the request. */
export const jsonRpcError: Fault<'json-rpc-error'> = {
  kind: 'json-rpc-error',
  wholeRequest: true,
  parameters: () => NO_PARAMETERS,
  before(call, { spec }) {
    if (answerWith(call, spec)) return;
    call.suppress('no-json-rpc');
    call.pass();
  },
  after: (call, { spec }) =>
    whole(call, (answer) => {
      if (answerWith(call, spec)) return;
      call.suppress('no-json-rpc');
      deliver(call, answer);
    }),
};

function answerWith(call: FaultCall, spec: FaultOf<'json-rpc-error'>): boolean {
  const { code, message, data, status } = spec;
  const error = { code, message, ...(data !== undefined && { data }) };
  return answerEach(call, status, () => ({ error }));
}
