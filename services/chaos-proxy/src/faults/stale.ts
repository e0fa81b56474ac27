import { deliver, whole } from './answer.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';

/** The previous answer to the same request of the same session, in place of the real one. */
export const stale: Fault<'stale'> = {
  kind: 'stale',
  parameters: () => NO_PARAMETERS,
  during: (call) =>
    whole(call, (answer) => {
      const previous = call.recall();
      if (previous === undefined) call.suppress('no-previous-answer');
      else call.injected();
      deliver(call, previous ?? answer);
    }),
};
