import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { suite, test } from 'node:test';
import { errorCode } from '../../../src/session/error-code.ts';
import {
  LONGEST_SILENCE,
  MOST_HALF_CLOSED,
  SHORT_SILENCE,
  SILENCE_IN_ANSWER,
} from '../../../src/session/ports/half-closed.ts';
import { Mux } from '../../../src/session/ports/mux.ts';
import { closeFrame, dataFrames, keepAliveFrame, openFrame, SmuxReader } from '../../../src/session/ports/smux.ts';
import { until } from '../../host/runner/until.ts';
import { type ConnectionPair, connectionPairs } from '../support/connection-pair.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** A channel whose other end the test holds. */
class FakeChannel {
  readonly queued = 0;
  readonly frames: Buffer[] = [];
  /** Whether there is room. */
  hasRoom = true;
  isPaused = false;

  write(bytes: Uint8Array): boolean {
    this.frames.push(Buffer.from(bytes));
    return this.hasRoom;
  }

  sendFlag(): void {
    assert.fail('Flags are not for multiplexed streams.');
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  /** Bytes of data that were written for a stream. */
  dataOf(stream: number): number {
    return [...new SmuxReader().read(Buffer.concat(this.frames))].reduce(
      (sum, told) => sum + (told.kind === 'data' && told.stream === stream ? told.bytes.length : 0),
      0,
    );
  }

  has(frame: Buffer): boolean {
    return this.frames.some((one) => one.equals(frame));
  }
}

suite('many connections on one channel', () => {
  const connected = connectionPairs();

  function opened() {
    const channel = new FakeChannel();
    const clock = new FakeClock();
    const told: string[] = [];
    const log: string[] = [];
    const mux = new Mux({
      channel,
      clock,
      onAnswer: () => told.push('answer'),
      onMalformed: () => told.push('malformed'),
      log: (line) => log.push(line),
    });
    return { channel, clock, told, log, mux };
  }

  /** A local connection: the program's end, and the one that the multiplexer gets. */
  async function pair(mux: Mux): Promise<ConnectionPair> {
    const made = await connected();
    mux.add(made.local);
    return made;
  }

  test('streams are odd, from 3, and opened before their data', async () => {
    const { channel, mux } = opened();
    for (const text of ['a', 'b']) {
      const { program } = await pair(mux);
      program.write(text);
      await until(text, () => channel.has(dataFrames(text === 'a' ? 3 : 5, Buffer.from(text))));
      program.destroy();
    }
    assert.ok(channel.frames[0]?.equals(openFrame(3)));
    assert.ok(channel.has(openFrame(5)));
  });

  test('a program has to wait while the channel has no room, and one that comes then has no stream', async () => {
    const { channel, mux } = opened();
    const { program, local } = await pair(mux);
    channel.hasRoom = false;
    program.write(Buffer.alloc(8_000_000));
    await until('the pause', () => local.isPaused());
    const sent = channel.dataOf(3);
    assert.ok(sent < 1_000_000, `${sent} bytes are taken`);
    const late = await pair(mux);
    assert.ok(late.local.isPaused());
    assert.ok(!channel.has(openFrame(5)));
    channel.hasRoom = true;
    mux.drain();
    assert.ok(channel.has(openFrame(5)));
    await until('the rest', () => channel.dataOf(3) === 8_000_000);
    program.destroy();
    late.program.destroy();
  });

  test('the channel rests while too much is not read here, until it is', async () => {
    const { channel, mux } = opened();
    const { program } = await pair(mux);
    program.pause();
    const frame = dataFrames(3, Buffer.alloc(32_768));
    let sent = 0;
    for (; !channel.isPaused; sent += 32_768) {
      mux.receive(frame);
    }
    assert.ok(sent > 1_000_000 && sent < 64_000_000, `${sent} bytes were taken`);
    let received = 0;
    program.on('data', ({ length }) => (received += length)).resume();
    await until('the channel', () => !channel.isPaused);
    await until('all', () => received === sent);
    program.destroy();
  });

  test('the channel goes on when a program that did not read breaks off', async () => {
    const { channel, mux } = opened();
    const { program } = await pair(mux);
    program.pause();
    while (!channel.isPaused) {
      mux.receive(dataFrames(3, Buffer.alloc(32_768)));
    }
    program.resetAndDestroy();
    await until('the channel', () => !channel.isPaused);
    await until('the end of the stream', () => channel.has(closeFrame(3)));
  });

  test('a question whose sender has closed its side waits for the answer, and for each part of it', async () => {
    const { channel, clock, log, mux } = opened();
    const { program } = await pair(mux);
    program.end('question');
    await until('the wait', () => clock.pending === 1);
    for (const [silence, part] of [
      [LONGEST_SILENCE, 'an'],
      [SILENCE_IN_ANSWER, 'swer'],
    ] as const) {
      clock.advance(silence - 1);
      assert.ok(!channel.has(closeFrame(3)));
      mux.receive(dataFrames(3, Buffer.from(part)));
    }
    mux.receive(closeFrame(3));
    await once(program, 'readable');
    await until('the end', () => program.readableLength === 6);
    assert.equal(String(program.read()), 'answer');
    program.resume();
    await once(program, 'end');
    assert.equal(clock.pending, 0);
    assert.deepEqual(log, []);
  });

  test('an answer that does not come is not taken for an empty one', async () => {
    const { channel, clock, log, mux } = opened();
    const { program } = await pair(mux);
    program.resume().end('question');
    await until('the wait', () => clock.pending === 1);
    const broken = new Promise((resolve) => program.once('close', resolve));
    clock.advance(LONGEST_SILENCE);
    await broken;
    assert.equal(errorCode(program.errored), 'ECONNRESET');
    await until('the end of the stream', () => channel.has(closeFrame(3)));
    assert.deepEqual(log, ['a connection whose program has closed its side is broken off: 600 s of silence']);
  });

  test('one that has its answer is closed soon, unless there is more', async () => {
    const { channel, clock, mux } = opened();
    const [quiet, told] = [await pair(mux), await pair(mux)];
    for (const [stream, { program }] of [
      [3, quiet],
      [5, told],
    ] as const) {
      program.write('question');
      await until('the question', () => channel.dataOf(stream) === 8);
      mux.receive(dataFrames(stream, Buffer.from('answer')));
      program.resume().end();
    }
    await until('both', () => clock.pending === 2);
    clock.advance(SHORT_SILENCE - 1);
    mux.receive(dataFrames(5, Buffer.from('more')));
    clock.advance(SHORT_SILENCE);
    await until('the end of the stream', () => channel.has(closeFrame(3)));
    assert.ok(!channel.has(closeFrame(5)));
    mux.stop();
    told.program.destroy();
  });

  test('of too many that are closed in one direction the oldest are given up', async () => {
    const { channel, mux } = opened();
    const programs: Socket[] = [];
    for (let count = 0; count < MOST_HALF_CLOSED + 2; count += 1) {
      const { program, local } = await pair(mux);
      programs.push(program.end('question'));
      await once(local, 'end');
    }
    await until('the end of two', () => channel.has(closeFrame(3)) && channel.has(closeFrame(5)));
    assert.ok(!channel.has(closeFrame(7)));
    mux.stop();
    programs.forEach((program) => program.destroy());
  });

  test('signs of life are not answered while the channel is full', () => {
    const written = [1000, 2000, 4000].map((count) => {
      const { channel, clock, mux } = opened();
      channel.hasRoom = false;
      for (let sent = 0; sent < count; sent += 1) {
        clock.advance(1000);
        mux.receive(keepAliveFrame());
      }
      return channel.frames.length;
    });
    assert.deepEqual(written, [1, 1, 1]);
  });

  test('what a peer sends without end costs nothing that grows', () => {
    const frames = {
      'signs of life': keepAliveFrame(),
      openings: openFrame(2),
      'data of unknown streams': dataFrames(9, Buffer.alloc(100)),
      'closings of unknown streams': closeFrame(9),
    };
    for (const [what, frame] of Object.entries(frames)) {
      const written = [1000, 2000, 4000].map((count) => {
        const { channel, clock, mux } = opened();
        for (let sent = 0; sent < count; sent += 1) {
          mux.receive(frame);
        }
        assert.equal(clock.pending, 0);
        return channel.frames.length;
      });
      assert.deepEqual(written, what === 'signs of life' ? [1, 1, 1] : [0, 0, 0], what);
    }
  });

  test('a stream that the other side closes is closed after its last byte, and data for it is nobody’s', async () => {
    const { channel, told, mux } = opened();
    const { program } = await pair(mux);
    mux.receive(
      Buffer.concat([
        dataFrames(3, Buffer.from('bye')),
        closeFrame(3),
        dataFrames(3, Buffer.from('more')),
        closeFrame(3),
      ]),
    );
    const [data] = (await once(program, 'data')) as [Buffer];
    assert.equal(data.toString(), 'bye');
    await once(program, 'end');
    assert.ok(!channel.has(closeFrame(3)));
    assert.deepEqual(told, ['answer']);
    program.destroy();
  });

  test('a refused connection is reset, and another one that ends without a word is not', async () => {
    const { mux } = opened();
    const [refused, silent] = [await pair(mux), await pair(mux)];
    mux.refuse();
    const reset = once(refused.program, 'error');
    mux.receive(closeFrame(3));
    assert.equal(((await reset) as [NodeJS.ErrnoException])[0].code, 'ECONNRESET');
    silent.program.resume();
    mux.receive(closeFrame(5));
    await once(silent.program, 'end');
    silent.program.destroy();
  });

  test('a sign of life is answered, and what is not smux is told', () => {
    const { channel, clock, told, mux } = opened();
    mux.receive(keepAliveFrame());
    assert.ok(channel.has(keepAliveFrame()));
    clock.advance(1000);
    mux.receive(keepAliveFrame());
    assert.equal(channel.frames.length, 2);
    mux.receive(Buffer.from('HTTP/1.1 400 Bad Request'));
    assert.deepEqual(told, ['malformed']);
  });
});
