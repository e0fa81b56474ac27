import { createServer } from 'node:http';
import { DEFAULT_SESSION, HEADER } from '@chaos-lab/contracts';
import { closeServer, listen } from '@chaos-lab/service-kit';

export type ChatServer = {
  readonly url: string;
  /** Completions that were made, and would have been paid for, by session. */
  readonly made: (session: string) => number;
  close(): Promise<void>;
};

const SESSION = HEADER.session.toLowerCase();

/** As much of the chat completions protocol as a client needs for one answer, and a ledger. */
export async function startChatServer(): Promise<ChatServer> {
  const made = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
        response.writeHead(404, { 'Content-Type': 'application/json' });
        response.end('{"error":{"message":"unknown path","type":"invalid_request_error"}}');
        return;
      }
      const session = String(request.headers[SESSION] ?? DEFAULT_SESSION);
      const count = (made.get(session) ?? 0) + 1;
      made.set(session, count);
      const { model } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { model: string };
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(completion(`chatcmpl-${count}`, model)));
    });
  });
  const { url } = await listen(server, { port: 0, host: '127.0.0.1', name: 'chat server' });
  return {
    url,
    made: (session) => made.get(session) ?? 0,
    close: () => closeServer(server, 100),
  };
}

function completion(id: string, model: string) {
  return {
    id,
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        logprobs: null,
        message: { role: 'assistant', content: 'A pet was ordered.', refusal: null },
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 },
  };
}
