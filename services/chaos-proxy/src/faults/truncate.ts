import type { FaultOf } from '@chaos-lab/contracts';
import type { AnswerSink } from '../forward/forwarder.ts';
import { hasBody, headerValue, NO_FLOW, onHead, whole } from './answer.ts';
import { cutOff } from './cut-off.ts';
import type { Fault, FaultCall } from './fault.ts';

/**
 * The real head with its full `Content-Length`, a part of the body, then FIN or RST. A chunked body
 * stays chunked and never gets its last chunk.
 */
export const truncate: Fault<'truncate'> = {
  kind: 'truncate',
  parameters: (spec, u2) => ({ cutFraction: spec.fraction ?? u2 }),
  during: (call, { spec, parameters }) => {
    const fraction = Number(parameters['cutFraction']);
    return onHead(call, (head) => {
      if (!hasBody(call, head)) {
        call.suppress('phase-impossible');
        return call.relay;
      }
      if (head.contentLength !== null) {
        const bytes = Math.floor(head.contentLength * fraction);
        return cutOff(call, bytes, () => void breakOff(call, spec));
      }
      return headerValue(head.headers, 'content-type')?.startsWith('text/event-stream')
        ? cutFirstChunk(call, fraction, spec)
        : cutWhole(call, fraction, spec);
    });
  },
};

function cutWhole(call: FaultCall, fraction: number, spec: FaultOf<'truncate'>): AnswerSink {
  return whole(call, ({ head, body }) => {
    const cut = cutOff(call, Math.floor(body.length * fraction), () => void breakOff(call, spec));
    cut.head(head, NO_FLOW);
    cut.data(body);
  });
}

/** A stream of events may never end, so its length is that of the first piece. */
function cutFirstChunk(call: FaultCall, fraction: number, spec: FaultOf<'truncate'>): AnswerSink {
  let cut = false;
  const breakNow = (): void => {
    cut = true;
    void breakOff(call, spec);
  };
  return {
    interim: (status, headers) => call.relay.interim(status, headers),
    head(head, flow) {
      call.injected();
      call.relay.head(head, flow);
    },
    data(chunk) {
      if (cut) return;
      const bytes = Math.floor(chunk.length * fraction);
      if (bytes > 0) call.relay.data(chunk.subarray(0, bytes));
      breakNow();
    },
    end() {
      if (!cut) breakNow();
    },
    fail(failure) {
      if (!cut) call.relay.fail(failure);
    },
  };
}

async function breakOff(call: FaultCall, { end }: FaultOf<'truncate'>): Promise<void> {
  const connection = await call.connection();
  if (end === 'rst') connection?.resetAndDestroy();
  else connection?.destroySoon();
}
