import { type Dialect, dialectOf, parseObject } from '../dialects/index.ts';
import { type EventEditor, editedEvents } from './edited-events.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';

/** A whole stream without the event behind which nothing comes (`[DONE]`, `message_stop`, ...). */
export const sseDropTerminator: Fault<'sse-drop-terminator'> = {
  kind: 'sse-drop-terminator',
  parameters: () => NO_PARAMETERS,
  during: (call) => editedEvents(call, withoutTerminator()),
};

function withoutTerminator(): EventEditor {
  let dialect: Dialect | undefined;
  return {
    edit({ data }) {
      if (data === null) return undefined;
      const value = parseObject(data);
      dialect ??= value === undefined ? undefined : dialectOf(value);
      return dialect?.isTerminator(data, value) ? { send: [] } : undefined;
    },
  };
}
