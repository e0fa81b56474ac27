import { type Dialect, dialectOf, type JsonObject, parseObject } from '../dialects/index.ts';
import type { AnswerSink } from '../upstream/forwarder.ts';
import { onHead } from './answer.ts';
import { editedEvents, type EventEditor } from './edited-events.ts';
import { isEventStream } from './event-stream.ts';
import type { FaultCall } from './fault.ts';
import { jsonRewrite } from './json-rewrite.ts';

/** What a fault does to a model's answer, in either of its forms. */
export type ModelChange = {
  readonly stream: EventEditor;
  /** Changes the answer in place; false where there is nothing to change. */
  readonly whole: (dialect: Dialect, answer: JsonObject) => boolean;
};

/** Changes a model's answer, be it a stream of events or one JSON document. */
export function modelAnswer(call: FaultCall, { stream, whole }: ModelChange): AnswerSink {
  return onHead(call, (head) => {
    if (isEventStream(head)) return editedEvents(call, stream);
    return jsonRewrite(call, (text) => {
      const answer = parseObject(text);
      const dialect = answer === undefined ? undefined : dialectOf(answer);
      if (answer === undefined || dialect === undefined) return { suppressed: 'no-model-answer' };
      if (!whole(dialect, answer)) return { suppressed: 'no-fitting-change' };
      return JSON.stringify(answer);
    });
  });
}
