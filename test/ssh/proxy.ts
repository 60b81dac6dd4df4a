import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay on loopback that can fall silent or cut its connections. */
export interface Proxy {
  readonly port: number;
  /** Nothing goes through any more, in either direction, and nothing is closed. */
  freeze(): void;
  cut(): void;
  close(): Promise<void>;
}

/** `limit`: falls silent by itself, or cuts the connection, after that many bytes from the server. */
export const startProxy = async (
  target: number,
  limit = Number.POSITIVE_INFINITY,
  then: 'silence' | 'cut' = 'silence',
): Promise<Proxy> => {
  const sockets = new Set<Socket>();
  let frozen = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((inner) => {
    const outer = connect(target, '127.0.0.1');
    keep(inner);
    keep(outer);
    let seen = 0;
    inner.on('data', (piece) => frozen || outer.write(piece));
    outer.on('data', (piece) => {
      if (frozen || seen >= limit) return;
      inner.write(piece.subarray(0, limit - seen));
      seen += piece.length;
      if (seen >= limit && then === 'cut') inner.end();
    });
    inner.on('close', () => outer.destroy());
    outer.on('close', () => frozen || inner.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => {
      frozen = true;
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
};
