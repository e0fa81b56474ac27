import { parseObject } from '../dialects/index.ts';
import { headerValue } from '../faults/answer.ts';
import { isEventStream } from '../faults/event-stream.ts';
import { streamDecoder } from '../faults/stream-decoder.ts';
import { EventSplitter } from '../sse/event-splitter.ts';
import { sseReader } from '../sse/sse-event.ts';
import type { AnswerHead, AnswerSink } from '../upstream/forwarder.ts';
import { type Usage, usageIn } from './usage.ts';

/** Largest JSON answer that is looked into, bytes. */
const MAX_BYTES = 1024 * 1024;
const JSON_TYPE = /^application\/(?:[^;\s]+\+)?json\b/i;

/** Passes an answer on as it comes, and tells what tokens it counted whenever it has counted anew. */
export function watchUsage(sink: AnswerSink, told: (usage: Usage) => void): AnswerSink {
  let reader: Reader | undefined;
  return {
    interim: (status, headers) => sink.interim(status, headers),
    head(head, flow) {
      reader = readerFor(head, told);
      sink.head(head, flow);
    },
    data(chunk) {
      reader?.data(chunk);
      sink.data(chunk);
    },
    end(trailers) {
      reader?.end();
      sink.end(trailers);
    },
    fail: (failure) => sink.fail(failure),
  };
}

type Reader = { readonly data: (chunk: Buffer) => void; readonly end: () => void };

function readerFor(head: AnswerHead, told: (usage: Usage) => void): Reader | undefined {
  const isJson = JSON_TYPE.test(headerValue(head.headers, 'content-type') ?? '');
  if (head.status >= 300 || (!isJson && !isEventStream(head))) return undefined;
  let known: Usage = { input: 0, output: 0 };
  const look = (text: string): void => {
    const value = text.includes('sage') ? parseObject(text) : undefined;
    const found = value === undefined ? undefined : usageIn(value);
    if (found === undefined) return;
    known = { ...known, ...found };
    told(known);
  };
  const plain = isJson ? jsonReader(look) : eventReader(look);
  const decoder = streamDecoder(headerValue(head.headers, 'content-encoding'));
  if (decoder === 'unknown') return undefined;
  if (decoder === undefined) return plain;
  decoder.on('data', (chunk: Buffer) => plain.data(chunk));
  decoder.once('end', () => plain.end());
  // A broken encoding is the client's to complain of.
  decoder.once('error', () => decoder.destroy());
  return {
    data(chunk) {
      if (!decoder.destroyed) decoder.write(chunk);
    },
    end: () => decoder.end(),
  };
}

function eventReader(look: (text: string) => void): Reader {
  const splitter = new EventSplitter();
  const read = sseReader();
  return {
    data(chunk) {
      for (const { bytes, kind } of splitter.push(chunk)) {
        if (kind === 'whole') look(read(bytes).data ?? '');
      }
    },
    end() {},
  };
}

function jsonReader(look: (text: string) => void): Reader {
  let chunks: Buffer[] = [];
  let bytes = 0;
  return {
    data(chunk) {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else chunks = [];
    },
    end() {
      if (bytes <= MAX_BYTES) look(Buffer.concat(chunks).toString('utf8'));
    },
  };
}
