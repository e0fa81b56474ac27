import type { AnswerHead, AnswerSink } from '../upstream/forwarder.ts';
import { hasBody, onHead, withoutHeaders } from './answer.ts';
import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** Bytes that no HTTP parser takes: a chunk size that is no number, or no status line at all. */
export const badFraming: Fault<'bad-framing'> = {
  kind: 'bad-framing',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) =>
    onHead(call, (head) => {
      if (spec.variant === 'status-line') return instead(call, NO_STATUS_LINE);
      if (hasBody(call, head)) return instead(call, brokenChunk(call, head));
      call.suppress('phase-impossible');
      return call.relay;
    }),
};

const NO_STATUS_LINE = 'HTTQ/1.1 2OO QK\r\n\r\n';

function instead(call: FaultCall, bytes: string): AnswerSink {
  return drained(call, async () => {
    call.injected();
    const connection = await call.connection();
    connection?.write(bytes, 'latin1');
    connection?.destroySoon();
  });
}

function brokenChunk(call: FaultCall, head: AnswerHead): string {
  const fields = [
    ...withoutHeaders(head.headers, ['content-length', 'trailer']),
    ...call.reveal,
    'Transfer-Encoding',
    'chunked',
  ];
  let text = `HTTP/1.1 ${head.status} ${head.reason}\r\n`;
  for (let i = 0; i + 1 < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  return `${text}\r\nZZ\r\n`;
}
