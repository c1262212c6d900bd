import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { suite, test } from 'node:test';
import { errorCode } from '../../../src/session/error-code.ts';
import { ports } from '../../../src/session/index.ts';
import type { PortForward } from '../../../src/session/ports/api.ts';
import { english } from '../../../src/text.ts';
import { until } from '../../host/runner/until.ts';
import type { OpenedSession } from '../../simulator/gateway/api.ts';
import { startGateway, type TestGateway } from '../../simulator/tests/bare-client.ts';
import { destination, freePort, listening } from '../support/destination.ts';
import { signWith } from '../support/terminal.ts';

/** A forwarded port that ends with the test. */
class Forwarded implements AsyncDisposable {
  readonly #sockets: Socket[] = [];
  readonly forward: PortForward;
  readonly states: readonly string[];
  readonly log: readonly string[];

  private constructor(forward: PortForward, states: readonly string[], log: readonly string[]) {
    this.forward = forward;
    this.states = states;
    this.log = log;
  }

  static async to(simulator: TestGateway, port: number, host?: string): Promise<Forwarded> {
    const states: string[] = [];
    const log: string[] = [];
    const forward = await ports.forward({
      localPort: 0,
      start: () => Promise.resolve(simulator.openPort(port, host)),
      resume: (sessionId) => Promise.resolve(simulator.gateway.resume(sessionId)),
      sign: signWith(),
      onChange: ({ state: { name } }) => {
        if (states.at(-1) !== name) {
          states.push(name);
        }
      },
      log: (line) => log.push(line),
    });
    return new Forwarded(forward, states, log);
  }

  get port(): number {
    return this.forward.localPort;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  connect(): Socket {
    const socket = connect({ port: this.port, host: '127.0.0.1', allowHalfOpen: true });
    this.#sockets.push(socket);
    return socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // One that is open still would be told of a reset when its test is over.
    this.#sockets.forEach((socket) => socket.destroy());
    this.forward.close();
    await this.forward.ended;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const CONNECTIONS = 50;
const OLD_AGENT = { agent: { agentVersion: '3.0.196.0' } };

suite('a forwarded port', { timeout: 120_000 }, () => {
  test('leads to a web server in the container, and is free again afterwards', async () => {
    const server = createServer((asked, answer) => answer.end(`hello, ${asked.url}`));
    await using simulator = await startGateway();
    const forwarded = await Forwarded.to(simulator, await listening(server));
    for (const path of ['/one', '/two']) {
      assert.equal(await (await fetch(forwarded.url + path)).text(), `hello, ${path}`);
    }
    forwarded.forward.close();
    assert.deepEqual(await forwarded.forward.ended, { reason: 'left' });
    await assert.rejects(fetch(forwarded.url));
    assert.deepEqual(forwarded.states, ['connecting', 'ready', 'ended']);
    await simulator.gateway.sessions.get(forwarded.forward.sessionId)?.ended;
    assert.deepEqual(simulator.gateway.violations, []);
    server.close();
  });

  test('keeps those waiting who connect before there is a session', async () => {
    const server = createServer((_, answer) => answer.end('patience'));
    await using simulator = await startGateway();
    const far = await listening(server);
    let answer: Promise<Response> | undefined;
    const start = async (port: number): Promise<OpenedSession> => {
      const gone = connect({ port, host: '127.0.0.1' });
      await once(gone, 'connect');
      gone.resetAndDestroy();
      const agent = connect({ port, host: '127.0.0.1' });
      await once(agent, 'connect');
      agent.destroy();
      answer = fetch(`http://127.0.0.1:${port}/`);
      answer.catch(() => undefined);
      return simulator.openPort(far);
    };
    const forward = await ports.forward({
      localPort: 0,
      start,
      resume: () => Promise.resolve(undefined),
      sign: signWith(),
    });
    assert.equal(await (await answer!).text(), 'patience');
    forward.close();
    await forward.ended;
    server.close();
  });

  test('takes no more connections than it has room for', async () => {
    await using silent = await destination(() => undefined);
    await using simulator = await startGateway();
    const connections: Socket[] = [];
    const open = (port: number): Socket => {
      const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined);
      connections.push(socket);
      return socket;
    };
    const start = async (port: number): Promise<OpenedSession> => {
      for (let count = 0; count < 1024; count += 1) {
        await once(open(port), 'connect');
      }
      await isReset(open(port));
      return simulator.openPort(silent.port);
    };
    const forward = await ports.forward({
      localPort: 0,
      start,
      resume: () => Promise.resolve(undefined),
      sign: signWith(),
    });
    try {
      await until('all of them', () => silent.open.size === 1024);
      await isReset(open(forward.localPort));
      connections[0]!.resetAndDestroy();
      await until('room', () => forward.connections === 1023);
      open(forward.localPort);
      await until('one more', () => silent.count === 1025);
    } finally {
      connections.forEach((socket) => socket.destroy());
      forward.close();
      await forward.ended;
    }
  });

  test('hangs up on those who connect where no session is granted', async () => {
    const waiting: Promise<unknown>[] = [];
    const start = async (port: number): Promise<never> => {
      const socket = connect({ port, host: '127.0.0.1' });
      await once(socket, 'connect');
      waiting.push(new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve)));
      throw new Error('denied');
    };
    await assert.rejects(
      ports.forward({ localPort: 0, start, resume: () => Promise.resolve(undefined), sign: signWith() }),
      /denied/,
    );
    await Promise.all(waiting);
  });

  test(`carries ${CONNECTIONS} connections at once, and none stays open`, async () => {
    await using echo = await destination((socket) => socket.pipe(socket));
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, echo.port);
    const echoed = await Promise.all(
      Array.from({ length: CONNECTIONS }, async (_, index) => {
        const sent = randomBytes(20_000 + index);
        const socket = forwarded.connect();
        socket.write(sent);
        return sha256(await bytesFrom(socket, sent.length)) === sha256(sent);
      }),
    );
    assert.deepEqual(
      echoed,
      Array.from({ length: CONNECTIONS }, () => true),
    );
    assert.equal(echo.count, CONNECTIONS);
    await until('no connection', () => forwarded.forward.connections === 0 && echo.open.size === 0);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('carries large files both ways at once, intact', async () => {
    const up = randomBytes(3_000_000);
    const down = randomBytes(5_000_000);
    const received: string[] = [];
    await using far = await destination((socket) => {
      socket.write(down);
      void hashOf(socket, up.length).then((hash) => {
        received.push(hash);
        socket.end();
      });
    });
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, far.port);
    const transfers = [1, 2].map(async () => {
      const socket = forwarded.connect();
      socket.write(up);
      return hashOf(socket, down.length);
    });
    assert.deepEqual(await Promise.all(transfers), [sha256(down), sha256(down)]);
    await until('both files', () => received.length === 2);
    assert.deepEqual(received, [sha256(up), sha256(up)]);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('goes on where it was when its socket was cut, or closed by the service', async () => {
    const up = randomBytes(3_000_000);
    let arrived = 0;
    await using far = await destination((socket) => {
      socket.on('data', ({ length }) => (arrived += length));
      void hashOf(socket, up.length).then((hash) => socket.end(hash));
    });
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, far.port);
    const session = simulator.gateway.sessions.get(forwarded.forward.sessionId)!;
    const socket = forwarded.connect();
    socket.write(up);
    for (const lose of [() => session.cut(), () => session.bye()]) {
      const before = arrived;
      await until('more of the file', () => arrived > before);
      lose();
      await until('the loss', () => forwarded.states.at(-1) === 'reconnecting');
      await until('the connection', () => forwarded.states.at(-1) === 'ready');
    }
    assert.equal(await text(socket), sha256(up));
    assert.deepEqual(forwarded.states, ['connecting', 'ready', 'reconnecting', 'ready', 'reconnecting', 'ready']);
    assert.equal(far.count, 1);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('carries a connection to its end over a bad network', async () => {
    const down = randomBytes(200_000);
    await using far = await destination((socket) => socket.end(down));
    await using simulator = await startGateway();
    const bad = { drop: 0.02, double: 0.05, reorder: 0.05 };
    simulator.gateway.faults = { seed: 5, toClient: bad, toAgent: bad };
    await using forwarded = await Forwarded.to(simulator, far.port);
    assert.equal(sha256(await buffer(forwarded.connect())), sha256(down));
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('is closed there when a program here breaks off, and other connections go on', async () => {
    await using echo = await destination((socket) => socket.pipe(socket));
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, echo.port);
    const [dying, living] = [forwarded.connect(), forwarded.connect()];
    dying.write(randomBytes(500_000));
    living.write('one');
    assert.equal((await bytesFrom(dying, 1000)).length, 1000);
    dying.resetAndDestroy();
    await until('one connection', () => echo.open.size === 1 && forwarded.forward.connections === 1);
    living.write(' two');
    assert.equal((await bytesFrom(living, 7)).toString(), 'one two');
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('is closed here when the destination closes, after its last word', async () => {
    await using far = await destination((socket) => socket.end('goodbye'));
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, far.port);
    assert.equal(await text(forwarded.connect()), 'goodbye');
  });

  test('brings the answer to a program that has closed its side after the question', async () => {
    await using far = await destination((socket) =>
      socket.on('data', (question) => socket.end(`you said ${question.toString()}`)),
    );
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, far.port);
    const socket = forwarded.connect();
    socket.end('hello');
    assert.equal(await text(socket), 'you said hello');
    await until('no connection', () => far.open.size === 0);
  });

  test('tells that the destination refuses, resets the connection, and recovers', async () => {
    const port = await freePort();
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, port);
    await assert.rejects(bytesFrom(forwarded.connect(), 1), { code: 'ECONNRESET' });
    assert.ok(forwarded.forward.isRefused);
    assert.equal(forwarded.forward.state.name, 'ready');
    const server = createServer((_, answer) => answer.end('here I am'));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    assert.equal(await (await fetch(forwarded.url)).text(), 'here I am');
    assert.ok(!forwarded.forward.isRefused);
    server.closeAllConnections();
    server.close();
  });

  test('leads to another host as the container sees it, and not to forbidden ones', async () => {
    await using database = await destination((socket) => socket.end('the database'));
    const network = {
      hosts: new Map([['db.internal', '10.0.7.7']]),
      ports: new Map([['db.internal:5432', database.port]]),
    };
    await using simulator = await startGateway({ network });
    await using forwarded = await Forwarded.to(simulator, 5432, 'db.internal');
    assert.equal(await text(forwarded.connect()), 'the database');
    await using forbidden = await Forwarded.to(simulator, 80, '169.254.169.254');
    assert.deepEqual(await why(forbidden), [
      'ports/forbidden-host',
      'The exec agent in the container does not forward ports to 169.254.169.254.',
    ]);
    await using unknown = await Forwarded.to(simulator, 80, 'nowhere.internal');
    assert.deepEqual(await why(unknown), [
      'ports/host-not-found',
      'The container cannot find the host nowhere.internal.',
    ]);
  });

  test('resets its connections when the session ends', async () => {
    await using silent = await destination(() => undefined);
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, silent.port);
    const broken = assert.rejects(bytesFrom(forwarded.connect(), 1), { code: 'ECONNRESET' });
    await until('the connection', () => silent.open.size === 1);
    simulator.gateway.sessions.get(forwarded.forward.sessionId)!.terminate();
    await broken;
    assert.equal((await forwarded.forward.ended).reason, 'closed');
    await assert.rejects(fetch(forwarded.url));
  });

  test('tells of a session that is lost for good, and what to do', async () => {
    await using simulator = await startGateway();
    await using forwarded = await Forwarded.to(simulator, await freePort());
    await until('the beginning', () => forwarded.forward.state.name === 'ready');
    const session = simulator.gateway.sessions.get(forwarded.forward.sessionId)!;
    session.faults = { halfOpen: true };
    session.terminate();
    session.cut();
    const end = await forwarded.forward.ended;
    assert.ok(end.reason === 'failed');
    assert.equal(end.problem.code, 'session/lost');
    assert.equal(end.problem.nextStep && english(end.problem.nextStep), 'Forward the port again.');
  });

  test('lives with an agent that expects signs of life', async () => {
    await using echo = await destination((socket) => socket.pipe(socket));
    await using simulator = await startGateway({ agent: { agentVersion: '3.1.1511.0', muxKeepAliveTimeout: 200 } });
    await using forwarded = await Forwarded.to(simulator, echo.port);
    await until('the beginning', () => forwarded.forward.state.name === 'ready');
    const silent = await simulator.forward(echo.port);
    await silent.seesEnd();
    const socket = forwarded.connect();
    socket.write('still here');
    assert.equal((await bytesFrom(socket, 10)).toString(), 'still here');
    assert.deepEqual(simulator.gateway.violations, []);
  });
});

suite('a port forwarded by an old agent', { timeout: 120_000 }, () => {
  test('takes one connection after the other', async () => {
    await using echo = await destination((socket) => socket.pipe(socket));
    await using simulator = await startGateway(OLD_AGENT);
    await using forwarded = await Forwarded.to(simulator, echo.port);
    const answers = await Promise.all(
      ['one', 'two', 'three'].map(async (word) => {
        const socket = forwarded.connect();
        socket.write(word);
        return (await bytesFrom(socket, word.length)).toString();
      }),
    );
    assert.deepEqual(answers, ['one', 'two', 'three']);
    assert.equal(echo.count, 3);
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('carries large files both ways, intact', async () => {
    const sent = randomBytes(2_000_000);
    await using echo = await destination((socket) => socket.pipe(socket));
    await using simulator = await startGateway(OLD_AGENT);
    await using forwarded = await Forwarded.to(simulator, echo.port);
    const socket = forwarded.connect();
    socket.write(sent);
    assert.equal(sha256(await bytesFrom(socket, sent.length)), sha256(sent));
  });

  test('keeps what the destination says first', async () => {
    await using greeter = await destination((socket) => socket.write('220 ready'));
    await using simulator = await startGateway(OLD_AGENT);
    await using forwarded = await Forwarded.to(simulator, greeter.port);
    assert.equal((await bytesFrom(forwarded.connect(), 9)).toString(), '220 ready');
  });

  test('does not give the rest of an answer to the next connection', async () => {
    const flood = randomBytes(2_000_000);
    await using far = await destination((socket) =>
      socket.once('data', (asked) => socket.write(asked.toString() === 'flood' ? flood : asked)),
    );
    await using simulator = await startGateway(OLD_AGENT);
    await using forwarded = await Forwarded.to(simulator, far.port);
    const first = forwarded.connect();
    first.write('flood');
    await bytesFrom(first, 1000);
    const second = forwarded.connect();
    second.write('hello');
    assert.equal((await bytesFrom(second, 5)).toString(), 'hello');
  });

  test('ends with the agent’s reason where the destination refuses', async () => {
    const port = await freePort();
    await using simulator = await startGateway(OLD_AGENT);
    await using forwarded = await Forwarded.to(simulator, port);
    const [code, sentence] = await why(forwarded);
    assert.equal(code, 'ports/no-connection');
    assert.match(
      sentence,
      /^The exec agent in the container cannot connect to that port: dial tcp .*: connection refused$/,
    );
  });
});

/** Settles when the other side has broken the connection off. */
async function isReset(socket: Socket): Promise<void> {
  if (!socket.destroyed) {
    await new Promise((resolve) => socket.once('close', resolve));
  }
  assert.equal(errorCode(socket.errored), 'ECONNRESET');
}

/** Code and sentence of the problem that has ended it. */
async function why({ forward }: Forwarded): Promise<readonly [code: string, sentence: string]> {
  const end = await forward.ended;
  assert.ok(end.reason === 'failed', end.reason);
  return [end.problem.code, english(end.problem.sentence)];
}

/** Of the first bytes that come, so many. The connection stays open. */
function hashOf(socket: Socket, count: number): Promise<string> {
  const hash = createHash('sha256');
  let missing = count;
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      hash.update(chunk.subarray(0, missing));
      missing -= Math.min(missing, chunk.length);
      if (missing === 0) {
        resolve(hash.copy().digest('hex'));
      }
    });
  });
}

/** The first bytes that come, so many; then the connection is dropped. Rejects where they do not come. */
async function bytesFrom(socket: Socket, count: number): Promise<Buffer> {
  const received: Buffer[] = [];
  let length = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received.push(chunk);
    length += chunk.length;
    if (length >= count) {
      return Buffer.concat(received).subarray(0, count);
    }
  }
  throw new Error(`Only ${length} of ${count} bytes came.`);
}
