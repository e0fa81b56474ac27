import type { Suppression } from '@chaos-lab/contracts';
import type { AnswerSink } from '../upstream/forwarder.ts';
import { deliver, hasBody, headerValue, onHead, whole, withBody } from './answer.ts';
import { decodedBody } from './decoded-body.ts';
import type { FaultCall } from './fault.ts';

const JSON_TYPE = /^application\/(?:[^;\s]+\+)?json\b/i;

/** A new text, or why there is none. */
export type Change = string | Buffer | { readonly suppressed: Suppression };

/**
 * Replaces the text of a successful JSON answer by what `change` makes of it, framed correctly.
 * Anything else, and a text that `change` has no new one for, is relayed as it is.
 */
export function jsonRewrite(
  call: FaultCall,
  change: (text: string, status: number) => Change,
): AnswerSink {
  return onHead(call, (head) => {
    if (!hasBody(call, head) || head.status < 200 || head.status > 299) {
      call.suppress('phase-impossible');
      return call.relay;
    }
    if (!JSON_TYPE.test(headerValue(head.headers, 'content-type') ?? '')) {
      call.suppress('not-json');
      return call.relay;
    }
    return whole(call, (answer) => {
      const text = decodedBody(answer)?.toString('utf8');
      if (text === undefined || !isJson(text)) {
        call.suppress('not-json');
        deliver(call, answer);
        return;
      }
      const changed = change(text, head.status);
      if (typeof changed === 'object' && 'suppressed' in changed) {
        call.suppress(changed.suppressed);
        deliver(call, answer);
        return;
      }
      call.injected();
      deliver(call, withBody(answer, Buffer.from(changed)));
    });
  });
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
