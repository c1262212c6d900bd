import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A server on loopback for one test. */
export interface Peer extends AsyncDisposable {
  readonly port: number;
  readonly address: string;
  /** What it was asked. */
  readonly requests: readonly IncomingMessage[];
  /** Resolves when so many connections have been made and all of them are closed by the other side. */
  abandoned(connections: number): Promise<void>;
}

/** What an HTTP server says to everything. A request's id is what AWS's answers have, and others have not. */
export interface Saying {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
  readonly requestId?: string;
}

/** Answers everything alike, or as the function says. */
export function answering(saying: Saying | ((request: IncomingMessage, body: string) => Saying)): Promise<Peer> {
  const requests: IncomingMessage[] = [];
  const server = createHttpServer((request, response) => {
    requests.push(request);
    let sent = '';
    request.on('data', (chunk) => (sent += String(chunk)));
    request.on('end', () => {
      const {
        status = 200,
        type = 'application/x-amz-json-1.1',
        body,
        requestId,
      } = typeof saying === 'function' ? saying(request, sent) : saying;
      response
        .writeHead(status, { 'content-type': type, ...(requestId !== undefined && { 'x-amzn-requestid': requestId }) })
        .end(body);
    });
  });
  return listening(server, requests);
}

/** Takes connections and what is sent on them, and never says a word. */
export function silent(): Promise<Peer> {
  return listening(
    createServer((socket) => socket.resume()),
    [],
  );
}

/** Answers a byte at a time, for ever. */
export function dripping(): Promise<Peer> {
  return listening(
    createServer((socket) => {
      socket
        .resume()
        .write('HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ntransfer-encoding: chunked\r\n\r\n');
      const drips = setInterval(() => socket.write('1\r\n \r\n'), 2);
      socket.on('close', () => clearInterval(drips)).on('error', () => undefined);
    }),
    [],
  );
}

async function listening(server: Server, requests: readonly IncomingMessage[]): Promise<Peer> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    requests,
    abandoned: async (connections) => {
      while (sockets.length < connections) {
        await once(server, 'connection');
      }
      await Promise.all(
        sockets
          .filter(({ closed }) => !closed)
          .map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      );
    },
    [Symbol.asyncDispose]: async () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
