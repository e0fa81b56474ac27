import { deliver, whole } from './answer.ts';
import { drained } from './drained.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';

/** The upstream gets the request twice, one after the other; the client gets the first answer. */
export const duplicate: Fault<'duplicate'> = {
  kind: 'duplicate',
  wholeRequest: true,
  parameters: () => NO_PARAMETERS,
  after: (call) =>
    whole(call, (answer) => {
      const giveFirst = (): void => deliver(call, answer);
      call.forward({ ...drained(call, giveFirst), fail: giveFirst });
    }),
};
