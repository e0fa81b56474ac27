import type { MadeEvent } from '../sse/write-event.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** How a message may end that did not come to its own end. */
export type Ending = 'length' | 'refusal';

/** A string, or an object of arguments, inside a parsed event or answer, that may be replaced there. */
export type Place = {
  readonly part: 'text' | 'tool-arguments' | 'tool-name';
  /** Which text or tool call of the message it belongs to. */
  readonly of: string;
  /** Whether it is a piece that is added to those before, or the whole of it. */
  readonly extent: 'piece' | 'whole';
  readonly holder: JsonObject;
  readonly key: string;
};

/** What a fault has to know of one protocol for model answers, streamed or whole. */
export interface Dialect {
  readonly name: string;
  /** Whether a parsed event or answer is of this protocol. */
  owns(value: JsonObject): boolean;
  /** Texts, names of tools and their arguments in a parsed event or answer. */
  places(value: JsonObject): Place[];
  /** Whether the event comes before everything that the model says. */
  isOpening(value: JsonObject): boolean;
  /** Whether the event is the one behind which nothing comes. */
  isTerminator(data: string, value: JsonObject | undefined): boolean;
  /** The events that end a stream so, down to its terminator; `first` and `last` are what went before. */
  ending(how: Ending, words: string, first: JsonObject, last: JsonObject): MadeEvent[];
  /** Makes a whole answer one that ended so. */
  endWhole(how: Ending, words: string, answer: JsonObject): void;
  /** Adds a second call after every tool call of a whole answer; false where it has none. */
  doubleTools(answer: JsonObject): boolean;
  /** For one stream: gives for each event what goes out, in which every tool call comes twice. */
  toolDoubler(): (value: JsonObject) => JsonObject[];
  /** The error event of a provider that is overloaded. */
  readonly error: MadeEvent;
  /** What keeps a silent stream open. */
  readonly ping: string;
  /** The name that an event of this value has in `event:`; undefined where events have none. */
  eventName(value: JsonObject): string | undefined;
}
