import type { IncomingMessage } from 'node:http';

/** The head of a request, whoever parsed it. */
export type RequestHead = Readonly<
  Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'headers' | 'rawHeaders'>
>;
