import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A program on a port of this machine, in the place of one in a container. */
export interface Destination extends AsyncDisposable {
  readonly port: number;
  /** The connections that are open. */
  readonly open: ReadonlySet<Socket>;
  /** How many connections there were. */
  readonly count: number;
}

export async function destination(onConnection: (socket: Socket) => void): Promise<Destination> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count++;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    onConnection(socket);
  });
  return {
    port: await listening(server),
    open,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Listens on any loopback port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, 'close');
  return port;
}
