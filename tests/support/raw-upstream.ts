import net from 'node:net';

export type RawUpstream = {
  readonly url: string;
  /** Everything each connection has sent, in the order of the connections. */
  readonly received: string[];
  /** How many connections the other side has closed or reset. */
  readonly closed: () => number;
  readonly close: () => Promise<void>;
};

/** A server that speaks bytes: `onData` answers as it likes, `onConnect` before any byte has come. */
export function startRawUpstream(
  onData: (socket: net.Socket, text: string) => void,
  onConnect: (socket: net.Socket) => void = () => {},
  host = '127.0.0.1',
): Promise<RawUpstream> {
  const received: string[] = [];
  const sockets = new Set<net.Socket>();
  let closed = 0;
  const server = net.createServer((socket) => {
    const index = received.push('') - 1;
    sockets.add(socket);
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1');
      onData(socket, received[index] ?? '');
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      closed += 1;
    });
    onConnect(socket);
  });
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const { port } = server.address() as net.AddressInfo;
      const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
      const close = (): Promise<void> =>
        new Promise((done) => {
          for (const socket of sockets) socket.destroy();
          server.close(() => done());
        });
      resolve({ url, received, closed: () => closed, close });
    });
  });
}
