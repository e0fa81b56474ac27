import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** One block of an event stream: its bytes, and what a reader makes of them. */
export type SseEvent = {
  /** As they came, with the blank line. */
  readonly bytes: Buffer;
  /** The name in `event:`; empty where the block has none. */
  readonly type: string;
  /** The data, lines joined; null where no reader would dispatch the block (a comment, an id). */
  readonly data: string | null;
};

/** Reads the blocks of one stream in turn; the bytes are left alone, broken UTF-8 too. */
export function sseReader(): (bytes: Buffer) => SseEvent {
  let message: EventSourceMessage | undefined;
  const parser = createParser({ onEvent: (event) => (message = event) });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return (bytes) => {
    message = undefined;
    parser.feed(decoder.decode(bytes, { stream: true }));
    const read = message as EventSourceMessage | undefined;
    return { bytes, type: read?.event ?? '', data: read?.data ?? null };
  };
}
