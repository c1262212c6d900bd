import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net';
import { test } from 'node:test';
import { MuxServer } from '../gateway/agent/mux.ts';
import { type BareClient, JSON_OF, startGateway } from './bare-client.ts';
import { BareMux, FIN, frame, NOP, PSH, SYN } from './bare-mux.ts';

const CONNECT_TO_PORT_ERROR = 3;

test('the handshake says what is forwarded', async () => {
  await using simulator = await startGateway();
  const client = await simulator.forward(8080, { host: 'db.internal' });
  const request = JSON_OF(await client.receives(5));
  assert.deepEqual(request['RequestedClientActions'], [
    {
      ActionType: 'SessionType',
      ActionParameters: {
        SessionType: 'Port',
        Properties: { portNumber: '8080', localPortNumber: '0', host: 'db.internal', type: 'LocalPortForwarding' },
      },
    },
  ]);
  assert.equal(JSON_OF(await client.receives(7))['CustomerMessage'], '');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('each stream has a connection of its own', async () => {
  await using server = await serve(echo);
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(server.port));
  const ids = Array.from({ length: 20 }, (_, index) => 3 + 2 * index);
  for (const id of ids) {
    mux.open(id, `hello from ${id};`);
  }
  for (const id of ids) {
    await mux.sees(id, `hello from ${id};`);
  }
  assert.equal(server.connections, 20);
  mux.send(frame(FIN, 5));
  await mux.seesClose(5);
  assert.equal(mux.isClosed(3), false);
  mux.send(frame(PSH, 3, 'still here'));
  await mux.sees(3, 'still here');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('whatever goes through arrives whole, in frames of 32 KiB at most', async () => {
  await using server = await serve(echo);
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(server.port));
  const sent = randomBytes(300_000);
  mux.open(3);
  for (let at = 0; at < sent.length; at += 32_768) {
    mux.send(frame(PSH, 3, sent.subarray(at, at + 32_768)));
  }
  await mux.client.until('everything', () => mux.received(3).length === sent.length);
  assert.equal(sha256(mux.received(3)), sha256(sent));
  assert.ok(mux.frames.every(({ data }) => data.length <= 32_768));
});

test('a frame may be cut anywhere, also in its header', async () => {
  await using server = await serve(echo);
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(server.port));
  const bytes = Buffer.concat([frame(SYN, 3), frame(PSH, 3, 'in pieces')]);
  for (const byte of bytes) {
    mux.client.type(Buffer.of(byte));
  }
  await mux.sees(3, 'in pieces');
});

test('when the destination closes, its stream is closed after its last data', async () => {
  await using server = await serve((socket) => socket.end('goodbye'));
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(server.port));
  mux.open(3);
  await mux.seesClose(3);
  assert.equal(mux.received(3).toString(), 'goodbye');
  // What was under way to a stream that the destination has closed is nobody's, and no mistake.
  mux.send(frame(PSH, 3, 'too late'), frame(FIN, 3));
  mux.open(5);
  await mux.seesClose(5);
  assert.deepEqual(simulator.gateway.violations, []);
});

test('a stream that the client closes takes its connection with it, and the data before it arrives', async () => {
  const received: string[] = [];
  await using server = await serve((socket) => socket.on('data', (data) => received.push(data.toString())));
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(server.port));
  mux.send(frame(SYN, 3), frame(PSH, 3, 'last words'), frame(FIN, 3));
  await mux.seesClose(3);
  await server.quiet();
  assert.equal(received.join(''), 'last words');
});

test('a port that nobody listens on is told by a flag, for each stream', async () => {
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(await freePort()));
  mux.open(3, 'lost');
  await mux.seesClose(3);
  mux.open(5);
  await mux.seesClose(5);
  assert.deepEqual(flags(mux.client), [CONNECT_TO_PORT_ERROR, CONNECT_TO_PORT_ERROR]);
  assert.equal(mux.client.ending, undefined);
});

test('ports of containers and of remote hosts lead where the network says', async () => {
  await using server = await serve((socket) => socket.end('the container'));
  await using database = await serve((socket) => socket.end('the database'));
  const hosts = new Map([
    ['db.internal', '10.0.7.7'],
    ['dns.internal', '10.0.0.2'],
  ]);
  const ports = new Map([
    ['80', server.port],
    ['db.internal:5432', database.port],
    ['10.0.7.7:5432', database.port],
  ]);
  await using simulator = await startGateway({ network: { hosts, ports }, agent: { sessionsPerContainer: 99 } });
  const answer = async (port: number, host?: string) => {
    const mux = new BareMux(await simulator.forward(port, { host }));
    mux.open(3);
    await mux.seesClose(3);
    return mux.received(3).toString() || flags(mux.client);
  };
  assert.equal(await answer(80), 'the container');
  assert.equal(await answer(5432, 'db.internal'), 'the database');
  assert.equal(await answer(5432, 'DB.internal'), 'the database');
  assert.equal(await answer(5432, '10.0.7.7'), 'the database');
  for (const host of ['localhost', '127.0.0.1', '127.1.2.3']) {
    assert.equal(await answer(80, host), 'the container', host);
  }
  for (const host of ['169.254.170.2', '10.0.255.255']) {
    assert.equal(await answer(server.port, host), 'the container', host);
  }

  const forbidden = [
    '169.254.169.254',
    '169.254.169.253',
    '169.254.169.123',
    '169.254.169.250',
    '169.254.169.251',
    'fd00:ec2::254',
    'fd00:ec2::253',
    'fd00:ec2::123',
    'fd00:ec2::240',
    '10.0.0.2',
    'dns.internal',
  ];
  for (const host of forbidden) {
    const client = await simulator.forward(80, { host });
    await client.seesEnd();
    assert.equal(client.ending, `Forwarding to IP address ${host} is forbidden.`);
  }
  const unknown = await simulator.forward(5432, { host: 'nowhere.internal' });
  await unknown.seesEnd();
  assert.equal(unknown.ending, 'lookup nowhere.internal on 10.0.0.2:53: no such host');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('the flag that ends a session ends it, and its connections', async () => {
  await using server = await serve(echo);
  await using simulator = await startGateway();
  const mux = new BareMux(await simulator.forward(server.port));
  mux.open(3, 'hello');
  await mux.sees(3, 'hello');
  const flag = mux.client.send(10, Buffer.from([0, 0, 0, 2]));
  await mux.client.seesEnd();
  assert.ok(mux.client.isAcknowledged(flag));
  assert.equal(mux.client.ending, '');
  await server.quiet();
});

test('a destination that does not read holds up all streams, until it reads', async () => {
  const sockets: Socket[] = [];
  await using server = await serve((socket) => sockets.push(socket.pause()));
  const mux = new MuxServer({
    dial: () => connect(server.port, '127.0.0.1'),
    send: () => undefined,
    onRefused: () => undefined,
  });
  void mux.receive(frame(SYN, 3));
  await server.connected(1);
  const data = Buffer.alloc(32_768, 'x');
  let sent = 0;
  let held: Promise<void> | undefined;
  // The buffers of the machine's sockets come on top of the 4 MiB of smux.
  for (; held === undefined; sent += data.length) {
    await new Promise(setImmediate);
    held = mux.receive(frame(PSH, 3, data));
  }
  assert.ok(sent > 4 * 1024 * 1024);
  let received = 0;
  sockets[0]!.on('data', (bytes) => (received += bytes.length)).resume();
  await held;
  void mux.receive(frame(FIN, 3));
  await server.quiet();
  assert.equal(received, sent);
  mux.close();
});

test('smux’s keep-alive is on for an old client and agent, and ends a session in which nothing comes', async () => {
  await using simulator = await startGateway({ agent: { muxKeepAliveTimeout: 200 } });
  await using old = await startGateway({ agent: { muxKeepAliveTimeout: 200, agentVersion: '3.1.1511.0' } });
  const modern = new BareMux(await simulator.forward(80, { clientVersion: '1.2.331.1' }));
  for (const client of [await simulator.forward(80, { clientVersion: '1.2.331.0' }), await old.forward(80)]) {
    await client.seesEnd();
    assert.equal(client.ending, '');
    assert.ok(new BareMux(client).frames.some(({ command }) => command === NOP));
  }
  await modern.client.settled();
  assert.equal(modern.client.ending, undefined);
  assert.deepEqual(modern.frames, []);
});

test('smux’s keep-alive is content with any frame', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const sent: Buffer[] = [];
  let silent = 0;
  const mux = new MuxServer({
    dial: () => new Socket(),
    send: (bytes) => sent.push(bytes),
    onRefused: () => undefined,
  });
  mux.keepAlive(30_000, () => (silent += 1));
  for (let time = 0; time < 3; time += 1) {
    t.mock.timers.tick(29_000);
    void mux.receive(frame(NOP, 0));
    t.mock.timers.tick(1000);
  }
  assert.equal(silent, 0);
  assert.deepEqual(
    sent,
    Array.from({ length: 9 }, () => frame(NOP, 0)),
  );
  t.mock.timers.tick(30_000);
  assert.equal(silent, 1);
  mux.close();
});

const violations: [what: string, message: RegExp, bytes: Buffer][] = [
  ['another version of smux', /version 2/, frame(SYN, 3, '', 2)],
  ['an unknown command', /command 4/, frame(4, 3)],
  ['an even id', /stream 4, which is even/, frame(SYN, 4)],
  ['an id twice', /stream 3, which is even or was there before/, Buffer.concat([frame(SYN, 3), frame(SYN, 3)])],
  ['data for a stream that nobody opened', /nobody opened/, frame(PSH, 3, 'x')],
  ['the close of a stream that nobody opened', /nobody opened/, frame(FIN, 3)],
  ['data in the opening of a stream', /command 0 carries 1 bytes/, frame(SYN, 3, 'x')],
  [
    'too much data',
    /carries 32769 bytes/,
    Buffer.concat([frame(SYN, 3), frame(PSH, 3, Buffer.alloc(32_769))]).subarray(0, 1000),
  ],
];
for (const [what, message, bytes] of violations) {
  test(`${what} is a violation`, async () => {
    await using simulator = await startGateway();
    const client = await simulator.forward(await freePort());
    client.type(bytes);
    await client.seesEnd();
    assert.equal(simulator.gateway.violations.length, 1);
    assert.match(simulator.gateway.violations[0]?.message ?? '', message);
  });
}

const OLD = { agent: { agentVersion: '3.0.196.0' } };

test('an old agent forwards bytes as they are, on one connection after the other', async () => {
  await using server = await serve(echo);
  await using simulator = await startGateway(OLD);
  const client = await simulator.forward(server.port);
  await insist(client, 'hello');
  await client.sees('hello');
  client.send(10, Buffer.from([0, 0, 0, 1]));
  await server.quiet();
  client.type(' again');
  await client.sees('hello again');
  assert.equal(server.connections, 2);
  client.send(10, Buffer.from([0, 0, 0, 2]));
  await client.seesEnd();
  assert.equal(client.ending, '');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('an old agent connects again after the destination has closed', async () => {
  await using server = await serve((socket) => socket.once('data', (data) => socket.end(`<${data.toString()}>`)));
  await using simulator = await startGateway(OLD);
  const client = await simulator.forward(server.port);
  await insist(client, 'one');
  await client.sees('<one>');
  await server.quiet();
  client.type('two');
  await client.sees('<one><two>');
});

test('an old agent ends the session where it cannot connect', async () => {
  await using simulator = await startGateway(OLD);
  const port = await freePort();
  const refused = await simulator.forward(port);
  await refused.seesEnd();
  assert.equal(
    refused.ending,
    `Unable to connect to specified port: dial tcp 127.0.0.1:${port}: connect: connection refused`,
  );
  const unknown = await simulator.forward(port, { host: 'nowhere.internal' });
  await unknown.seesEnd();
  assert.equal(unknown.ending, 'lookup nowhere.internal on 10.0.0.2:53: no such host');
});

test('a client that is too old for smux is served by the bytes too', async () => {
  await using server = await serve(echo);
  await using simulator = await startGateway();
  const client = await simulator.forward(server.port, { clientVersion: '1.1.61.0' });
  await insist(client, 'plain');
  await client.sees('plain');
});

interface TestServer extends AsyncDisposable {
  readonly port: number;
  /** How many there were. */
  readonly connections: number;
  /** Waits until there were so many. */
  connected(count: number): Promise<void>;
  /** Waits until no connection is open. */
  quiet(): Promise<void>;
}

async function serve(onConnection: (socket: Socket) => unknown): Promise<TestServer> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    onConnection(socket);
  });
  return {
    port: await listen(server),
    get connections() {
      return connections;
    },
    async connected(count) {
      while (connections < count) {
        await once(server, 'connection');
      }
    },
    async quiet() {
      await Promise.all([...open].map((socket) => once(socket, 'close')));
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function echo(socket: Socket): void {
  socket.pipe(socket);
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Sends input, again and again as clients do, until the agent takes it. */
async function insist(client: BareClient, input: string): Promise<void> {
  const sequence = client.type(input);
  await client.settled();
  while (!client.isAcknowledged(sequence)) {
    client.type(input, sequence);
    await client.settled();
  }
}

function flags(client: BareClient): number[] {
  const found = client.frames.filter(({ type, payloadType }) => type === 'output_stream_data' && payloadType === 10);
  return [...new Map(found.map(({ sequence, payload }) => [sequence, payload.readUInt32BE()])).values()];
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
