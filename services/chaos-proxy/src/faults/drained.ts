import type { AnswerSink } from '../upstream/forwarder.ts';
import type { FaultCall } from './fault.ts';

/**
 * Reads the real answer to its end and throws it away, then lets the fault act: the upstream has
 * done its work, the client learns nothing of it. Where the upstream fails the client hears of that.
 */
export function drained(call: FaultCall, then: () => void | Promise<void>): AnswerSink {
  return {
    interim: () => {},
    head: () => {},
    data: () => {},
    end: () => call.run(then),
    fail: (failure) => call.relay.fail(failure),
  };
}
