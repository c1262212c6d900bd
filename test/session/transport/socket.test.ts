import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { after, before, suite, test } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import { openWebSocket, type Socket, type SocketEnd } from '../../../src/session/transport/socket.ts';
import { selfSigned } from '../../support/certificate.ts';

/** What happened at our end, in order. */
type Happening = { open: true } | { message: Buffer } | { alive: true } | { end: SocketEnd };

/** Connects, and records what happens until the next question. */
class Client {
  readonly socket: Socket;
  readonly happenings: Happening[] = [];
  #wake: () => void = () => undefined;

  constructor(url: string, headers: Record<string, string> = {}, ca?: string) {
    const happened = (happening: Happening): void => {
      this.happenings.push(happening);
      this.#wake();
    };
    this.socket = openWebSocket(ca)(url, headers, {
      onOpen: () => happened({ open: true }),
      onMessage: (bytes) => happened({ message: Buffer.from(bytes) }),
      onAlive: () => happened({ alive: true }),
      onEnd: (end) => happened({ end }),
    });
  }

  /** The next thing that happens. */
  async next(): Promise<Happening> {
    while (this.happenings.length === 0) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.happenings.shift()!;
  }

  async end(): Promise<SocketEnd> {
    for (;;) {
      const happening = await this.next();
      if ('end' in happening) {
        return happening.end;
      }
    }
  }
}

suite('a socket', () => {
  let server: Server;
  let webSockets: WebSocketServer;
  let port: number;
  const url = (path = '/'): string => `ws://127.0.0.1:${port}${path}`;

  before(async () => {
    server = createServer();
    webSockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request: IncomingMessage, socket: TcpSocket, head: Buffer) => {
      const refusal = /^\/refuse\/(\d+)/.exec(request.url ?? '')?.[1];
      if (refusal !== undefined) {
        socket.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 4\r\n\r\nbody`);
      } else if (request.url === '/hang') {
        socket.resume().on('end', () => socket.end());
      } else {
        webSockets.handleUpgrade(request, socket, head, (webSocket) =>
          webSockets.emit('connection', webSocket, request),
        );
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('trusts the certificates that it is given, and not those of others', async () => {
    const certificate = selfSigned('localhost');
    const encrypted = createTlsServer(certificate);
    encrypted.on('upgrade', (request: IncomingMessage, socket: TcpSocket, head: Buffer) =>
      webSockets.handleUpgrade(request, socket, head, () => undefined),
    );
    await once(encrypted.listen(0), 'listening');
    const address = `wss://localhost:${(encrypted.address() as AddressInfo).port}/`;
    const trusting = new Client(address, {}, certificate.cert);
    assert.deepEqual(await trusting.next(), { open: true });
    trusting.socket.close();
    for (const ca of [undefined, selfSigned('localhost').cert]) {
      const { kind } = await new Client(address, {}, ca).end();
      assert.equal(kind, 'error');
    }
    encrypted.close();
    encrypted.closeAllConnections();
  });

  async function connected(
    path?: string,
    headers?: Record<string, string>,
  ): Promise<{ client: Client; peer: WebSocket; request: IncomingMessage }> {
    const arrival = once(webSockets, 'connection') as Promise<[WebSocket, IncomingMessage]>;
    const client = new Client(url(path), headers);
    const [peer, request] = await arrival;
    assert.deepEqual(await client.next(), { open: true });
    return { client, peer, request };
  }

  test('asks for the address to the letter, with the headers given and no compression', async () => {
    const path = '/v1/data-channel/s-1?role=publish_subscribe&cell-number=AAEB+/x%2F==&a=%20+~!*()';
    const { client, request } = await connected(path, {
      host: 'gateway.example',
      Authorization: 'AWS4-HMAC-SHA256 x=y/z+==',
    });
    assert.equal(request.url, path);
    assert.equal(request.headers.host, 'gateway.example');
    assert.equal(request.headers.authorization, 'AWS4-HMAC-SHA256 x=y/z+==');
    assert.equal(request.headers['sec-websocket-extensions'], undefined);
    client.socket.close();
  });

  test('carries text and bytes, and leaves the bytes as they were', async () => {
    const { client, peer } = await connected();
    const arrivals: [Buffer, boolean][] = [];
    peer.on('message', (data, isBinary) => arrivals.push([data as Buffer, isBinary]));
    const bytes = Buffer.from([0, 1, 254, 255]);
    client.socket.send('hello');
    client.socket.send(bytes);
    client.socket.send(bytes);
    peer.once('ping', () => peer.send(Buffer.from('done')));
    client.socket.ping();
    let event = await client.next();
    while (!('message' in event)) {
      event = await client.next();
    }
    assert.deepEqual(arrivals, [
      [Buffer.from('hello'), false],
      [Buffer.from([0, 1, 254, 255]), true],
      [Buffer.from([0, 1, 254, 255]), true],
    ]);
    client.socket.close();
  });

  test('tells bytes, and signs of life', async () => {
    const { client, peer } = await connected();
    peer.send(Buffer.from([1, 2]));
    assert.deepEqual(await client.next(), { message: Buffer.from([1, 2]) });
    peer.send('text is not for us');
    assert.deepEqual(await client.next(), { alive: true });
    peer.ping();
    assert.deepEqual(await client.next(), { alive: true });
    client.socket.ping();
    assert.deepEqual(await client.next(), { alive: true });
    client.socket.close();
  });

  test('ends once, when the other side closes it', async () => {
    const { client, peer } = await connected();
    peer.close(1000, 'Bye');
    assert.deepEqual(await client.next(), { end: { kind: 'closed', code: 1000 } });
    await once(peer, 'close');
    assert.deepEqual(client.happenings, []);
  });

  test('ends when it breaks', async () => {
    const { client, peer } = await connected();
    peer.terminate();
    assert.deepEqual(await client.next(), { end: { kind: 'closed', code: 1006 } });
  });

  test('ends with the status of a refusal', async () => {
    for (const status of [403, 404, 500, 302]) {
      assert.deepEqual(await new Client(url(`/refuse/${status}`)).end(), { kind: 'refused', status });
    }
  });

  test('ends with the error when nobody listens, or speaks another language', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port: closedPort } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    const refused = await new Client(`ws://127.0.0.1:${closedPort}/`).end();
    assert.equal(refused.kind === 'error' && 'code' in refused.error && refused.error.code, 'ECONNREFUSED');
    assert.equal((await new Client(`wss://127.0.0.1:${port}/`).end()).kind, 'error');
  });

  test('ends with an error when a message is larger than any frame', async () => {
    const { client, peer } = await connected();
    peer.on('error', () => undefined);
    peer.send(Buffer.alloc(1024 * 1024 + 1));
    assert.equal((await client.end()).kind, 'error');
  });

  test('says goodbye when it is closed here, and then nothing', async () => {
    const { client, peer } = await connected();
    const arrivals: string[] = [];
    peer.on('message', (data) => arrivals.push((data as Buffer).toString()));
    peer.send(Buffer.from('unread'));
    client.socket.send('last');
    client.socket.close();
    client.socket.close();
    client.socket.send('late');
    client.socket.ping();
    const [code] = (await once(peer, 'close')) as [number];
    assert.equal(code, 1000);
    assert.deepEqual(arrivals, ['last']);
    assert.deepEqual(client.happenings, []);
  });

  test('can be closed while it connects', async () => {
    const atOnce = new Client(url('/hang'));
    atOnce.socket.close();
    const upgrade = once(server, 'upgrade') as Promise<[IncomingMessage]>;
    const client = new Client(url('/hang'));
    const [request] = await upgrade;
    client.socket.close();
    client.socket.pause();
    client.socket.resume();
    await once(request.socket, 'close');
    assert.deepEqual([...atOnce.happenings, ...client.happenings], []);
  });

  test('throws where address or headers are malformed', () => {
    assert.throws(() => new Client('gateway.example'));
    assert.throws(() => new Client('file:///etc/passwd'));
    assert.throws(() => new Client(url(), { authorization: 'a\r\nb: c' }));
  });
});
