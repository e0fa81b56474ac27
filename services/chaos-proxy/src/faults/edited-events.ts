import type { Suppression } from '@chaos-lab/contracts';
import type { AnswerSink } from '../upstream/forwarder.ts';
import type { SseEvent } from '../sse/sse-event.ts';
import { eventStream, type StreamOut } from './event-stream.ts';
import type { FaultCall } from './fault.ts';

/** What goes out in place of an event, and whether it is the last that does. */
export type Edit = { readonly send: readonly Buffer[]; readonly isOver?: true };

/** Decides event by event what a stream becomes; undefined leaves an event as it is. */
export interface EventEditor {
  /** Before the first event. */
  begin?(): Edit | undefined;
  edit(event: SseEvent): Edit | undefined;
  /** An event above the limit of what is kept has gone out as it is. */
  tooLong?(): Edit | undefined;
  /** What is still to go out at the end of the stream. */
  rest?(): readonly Buffer[];
}

/** Lets an editor decide about every event of the real stream, which then ends as `finish` has it. */
export function editedEvents(
  call: FaultCall,
  editor: EventEditor,
  finish: (out: StreamOut) => void = (out) => out.close(),
  missed: Suppression = 'no-fitting-change',
): AnswerSink {
  let hasActed = false;
  return eventStream(call, (out) => {
    const apply = (edit: Edit | undefined): void => {
      if (edit === undefined) return;
      hasActed = true;
      call.injected();
      for (const bytes of edit.send) out.write(bytes);
      if (edit.isOver) finish(out);
    };
    return {
      begin: () => apply(editor.begin?.()),
      event(event) {
        const edit = editor.edit(event);
        if (edit === undefined) out.write(event.bytes);
        else apply(edit);
      },
      part(bytes, isLast) {
        out.write(bytes);
        if (isLast) apply(editor.tooLong?.());
      },
      end(rest) {
        for (const bytes of editor.rest?.() ?? []) out.write(bytes);
        out.write(rest);
        if (!hasActed) call.suppress(missed);
        out.close();
      },
    };
  });
}

/** Counts events with data, and says when so many have passed. */
export function eventCounter(limit: number): (event: SseEvent) => boolean {
  let count = 0;
  return ({ data }) => {
    if (data !== null) count += 1;
    return count >= limit;
  };
}
