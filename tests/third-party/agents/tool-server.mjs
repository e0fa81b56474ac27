// An MCP server over streamable HTTP with one tool that changes something, in both generations of
// the protocol; it writes down every run.
import { createServer } from 'node:http';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** Starts it on a port (0: a free one); `runs` are the arguments of every run of the tool, by the query's `session`. */
export async function startTools(port = 0) {
  const runs = new Map();
  const factory = (session) => () => {
    const server = new McpServer({ name: 'petstore', version: '1.0.0' });
    server.registerTool(
      'place_order',
      {
        description: 'Order a pet.',
        inputSchema: z.object({ petId: z.number(), quantity: z.number() }),
      },
      async (order) => {
        runs.set(session, [...(runs.get(session) ?? []), order]);
        return { content: [{ type: 'text', text: 'The order is placed.' }] };
      },
    );
    return server;
  };
  const answerOne = async (request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const handler = createMcpHandler(factory(url.searchParams.get('session') ?? ''), {
      responseMode: 'sse',
    });
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = request.method === 'GET' ? undefined : Buffer.concat(chunks);
    const answer = await handler.fetch(
      new Request(url, { method: request.method, headers: request.headers, body }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    for await (const chunk of answer.body ?? []) response.write(chunk);
    response.end();
  };
  const server = createServer((request, response) => void answerOne(request, response));
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    runs: (session) => runs.get(session) ?? [],
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

if (import.meta.main) {
  const { url } = await startTools(Number(process.argv[2] ?? 8001));
  process.stdout.write(`An MCP server with one tool listens on ${url}/mcp\n`);
}
