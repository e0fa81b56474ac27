import type { RequestContent } from '../request-content.ts';

/** How the answers of a protocol say that they failed although their status is 200. */
export type AnswerStyle = 'json-rpc' | 'graphql';

/** What a protocol says about a request. */
export type ProtocolCall = {
  readonly operation: string;
  /** Whether it may change something; undefined where the method of HTTP has to say. */
  readonly writes?: boolean;
  readonly answers?: AnswerStyle;
  /** Whether it asks which tools there are. */
  readonly listsTools?: boolean;
};

export type Asked = {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly content: RequestContent;
  /** Whether a tool of MCP is known to change nothing; none is unless told. */
  readonly isReadOnlyTool?: ((name: string) => boolean) | undefined;
};

/** Names a request of one protocol; undefined for what does not belong to it. */
export type Protocol = (request: Asked) => ProtocolCall | undefined;

const LONGEST_NAME = 256;

/** A name out of a request; undefined where it is no text, empty, too long or not printable. */
export function nameIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_NAME) return undefined;
  return /\p{Cc}/u.test(value) ? undefined : value;
}
