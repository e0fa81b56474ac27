import type { AnswerHead, AnswerSink, Flow, RawHeaders } from '../upstream/forwarder.ts';
import type { FaultCall } from './fault.ts';
import type { WholeAnswer } from './whole-answer.ts';

/** Largest body that a fault keeps in memory, bytes; a longer one is relayed as it is. */
export const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

/** The flow of an answer that has arrived already. */
export const NO_FLOW: Flow = { pause: () => {}, resume: () => {}, abort: () => {} };

/** Whether this answer to this request has a body that a fault could damage. */
export function hasBody(call: FaultCall, head: AnswerHead): boolean {
  return (
    call.method !== 'HEAD' && head.status !== 204 && head.status !== 304 && head.contentLength !== 0
  );
}

/** Passes the answer on to the sink that `choose` picks once the head is known. */
export function onHead(
  call: FaultCall,
  choose: (head: AnswerHead, flow: Flow) => AnswerSink,
): AnswerSink {
  let chosen: AnswerSink = call.relay;
  return {
    interim: (status, headers) => chosen.interim(status, headers),
    head(head, flow) {
      chosen = choose(head, flow);
      chosen.head(head, flow);
    },
    data: (chunk) => chosen.data(chunk),
    end: (trailers) => chosen.end(trailers),
    fail: (failure) => chosen.fail(failure),
  };
}

/** Gathers the whole answer; one that is too long to keep goes to the client undamaged instead. */
export function whole(call: FaultCall, then: (answer: WholeAnswer) => void): AnswerSink {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let start: { head: AnswerHead; flow: Flow } | undefined;
  let tooLong = false;
  return {
    interim: (status, headers) => call.relay.interim(status, headers),
    head(head, flow) {
      start = { head, flow };
    },
    data(chunk) {
      if (tooLong) {
        call.relay.data(chunk);
        return;
      }
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= MAX_WHOLE_BYTES || start === undefined) return;
      tooLong = true;
      call.suppress('phase-impossible');
      call.relay.head(start.head, start.flow);
      for (const kept of chunks) call.relay.data(kept);
    },
    end(trailers) {
      if (tooLong) call.relay.end(trailers);
      else if (start !== undefined) {
        then({ head: start.head, body: Buffer.concat(chunks), trailers });
      }
    },
    fail: (failure) => call.relay.fail(failure),
  };
}

/** Gives a whole answer to the client. */
export function deliver(call: FaultCall, { head, body, trailers }: WholeAnswer): void {
  call.relay.head(head, NO_FLOW);
  if (body.length > 0) call.relay.data(body);
  call.relay.end(trailers);
}

/** The value of a header field, the last one where it is repeated; name in lower case. */
export function headerValue(headers: RawHeaders, name: string): string | undefined {
  let value: string | undefined;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() === name) value = headers[i + 1];
  }
  return value;
}

/** The fields without those of these names; names in lower case. */
export function withoutHeaders(headers: RawHeaders, names: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (!names.includes(name.toLowerCase())) kept.push(name, headers[i + 1] ?? '');
  }
  return kept;
}

/** The same answer with another body, well framed and no longer content-encoded. */
export function withBody(answer: WholeAnswer, body: Buffer): WholeAnswer {
  const headers = withoutHeaders(answer.head.headers, [
    'content-length',
    'content-encoding',
    'trailer',
  ]);
  headers.push('Content-Length', String(body.length));
  return { head: { ...answer.head, headers, contentLength: body.length }, body, trailers: [] };
}
