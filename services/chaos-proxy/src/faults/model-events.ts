import {
  type Dialect,
  dialectOf,
  type JsonObject,
  parseObject,
  type Place,
} from '../dialects/index.ts';
import type { SseEvent } from '../sse/sse-event.ts';
import { withData, writeEvent } from '../sse/write-event.ts';
import type { Edit, EventEditor } from './edited-events.ts';

/** One event of a model's answer, parsed. */
export type ModelEvent = {
  readonly event: SseEvent;
  readonly value: JsonObject;
  readonly dialect: Dialect;
};

/** An editor of the events that belong to a known protocol for model answers. */
export function modelEvents(edit: (one: ModelEvent) => Edit | undefined): EventEditor {
  return {
    edit(event) {
      const value = event.data === null ? undefined : parseObject(event.data);
      const dialect = value === undefined ? undefined : dialectOf(value);
      if (value === undefined || dialect === undefined) return undefined;
      return edit({ event, value, dialect });
    },
  };
}

/** The event with its value as it is now. */
export function asValue({ event, value }: Pick<ModelEvent, 'event' | 'value'>): Buffer {
  return withData(event, JSON.stringify(value));
}

/** Events of these values, written as the protocol writes them. */
export function asEvents(dialect: Dialect, values: readonly JsonObject[]): Buffer[] {
  return values.map((value) =>
    writeEvent({ type: dialect.eventName(value), data: JSON.stringify(value) }),
  );
}

/** The pieces of a part that are not empty. */
export function piecesOf({ dialect, value }: ModelEvent, ...parts: Place['part'][]): Place[] {
  return dialect
    .places(value)
    .filter(({ part, holder, key }) => parts.includes(part) && !isEmpty(holder[key]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
