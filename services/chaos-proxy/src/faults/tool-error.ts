import { deliver, whole } from './answer.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { answerEach } from './json-rpc.ts';

const OK = 200;

/** The result of an MCP tool that says it failed; nothing of it is an error of the protocol. */
export const toolError: Fault<'tool-error'> = {
  kind: 'tool-error',
  wholeRequest: true,
  parameters: () => NO_PARAMETERS,
  before(call, { spec }) {
    if (answerEach(call, OK, () => failed(spec.message))) return;
    call.suppress('no-json-rpc');
    call.pass();
  },
  after: (call, { spec }) =>
    whole(call, (answer) => {
      if (answerEach(call, OK, () => failed(spec.message))) return;
      call.suppress('no-json-rpc');
      deliver(call, answer);
    }),
};

function failed(text: string) {
  return { result: { content: [{ type: 'text', text }], isError: true } };
}
