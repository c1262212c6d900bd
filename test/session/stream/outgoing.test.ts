import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { OutgoingStream } from '../../../src/session/stream/outgoing.ts';
import { decodeFrame, type Frame } from '../../../src/session/wire/frame.ts';
import { PayloadType } from '../../../src/session/wire/messages.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** An outgoing stream, with a record of what it sends and when. */
class Sender {
  readonly clock = new FakeClock();
  readonly frames: Frame[] = [];
  /** Milliseconds since the start, for each frame. */
  readonly times: number[] = [];
  readonly log: string[] = [];
  readonly unanswered: number[] = [];
  drained = 0;
  readonly stream: OutgoingStream;
  readonly #start = this.clock.now();

  constructor() {
    this.stream = new OutgoingStream(this.clock, {
      transmit: (bytes) => {
        const decoded = decodeFrame(bytes);
        assert.ok(decoded.ok);
        this.frames.push(decoded.frame);
        this.times.push(this.clock.now() - this.#start);
      },
      onUnanswered: (ms) => this.unanswered.push(ms),
      onDrain: () => this.drained++,
      log: (line) => this.log.push(line),
    });
  }

  get sequences(): number[] {
    return this.frames.map((frame) => frame.sequenceNumber);
  }

  get text(): string {
    return Buffer.concat(this.frames.map((frame) => frame.payload)).toString();
  }

  write(input: string | Uint8Array): void {
    this.stream.write(Buffer.from(input as string));
  }

  interrupt(): void {
    this.stream.overtake(() => Buffer.from('\x03'));
  }

  acknowledge(...sequences: readonly number[]): void {
    for (const sequence of sequences) {
      this.stream.acknowledged(sequence);
    }
  }
}

/** A sender whose other side is ready. */
function ready(): Sender {
  const sender = new Sender();
  sender.stream.releaseInput();
  return sender;
}

suite('the outgoing stream', () => {
  test('numbers everything that it sends', () => {
    const sender = ready();
    sender.write('a');
    sender.stream.send(PayloadType.size, Buffer.from('{}'));
    sender.write('b');
    assert.deepEqual(
      sender.frames.map(({ messageType, sequenceNumber, flags, payloadType }) => ({
        messageType,
        sequenceNumber,
        flags,
        payloadType,
      })),
      [
        { messageType: 'input_stream_data', sequenceNumber: 0, flags: 0, payloadType: 1 },
        { messageType: 'input_stream_data', sequenceNumber: 1, flags: 0, payloadType: 3 },
        { messageType: 'input_stream_data', sequenceNumber: 2, flags: 0, payloadType: 1 },
      ],
    );
  });

  test('holds input, and nothing else, until the remote side is ready', () => {
    const sender = new Sender();
    sender.write('one ');
    sender.write('two');
    assert.equal(sender.text, '');
    sender.stream.send(PayloadType.handshakeResponse, Buffer.from('answer '));
    sender.stream.releaseInput();
    assert.equal(sender.text, 'answer one two');
  });

  test('cuts input into chunks of at most 1024 bytes, and joins what waits', () => {
    const sender = ready();
    sender.write(new Uint8Array(2500));
    assert.deepEqual(
      sender.frames.map((frame) => frame.payload.length),
      [1024, 1024, 452],
    );

    const held = new Sender();
    for (let key = 0; key < 1500; key++) {
      held.write('k');
    }
    held.stream.releaseInput();
    assert.deepEqual(
      held.frames.map((frame) => frame.payload.length),
      [1024, 476],
    );
  });

  test('has 30 chunks of input in flight at most, and goes on with every acknowledgement', () => {
    const sender = ready();
    sender.write(new Uint8Array(100 * 1024));
    assert.equal(sender.frames.length, 30);
    sender.acknowledge(4);
    assert.equal(sender.frames.length, 31);
    sender.acknowledge(4);
    assert.equal(sender.frames.length, 31, 'the second acknowledgement of a frame changes nothing');
    for (let sequence = 0; sequence < 100; sequence++) {
      sender.acknowledge(sequence);
    }
    assert.equal(sender.frames.length, 100);
  });

  test('drops on Ctrl-C what is not sent yet, and sends the key at once', () => {
    const sender = ready();
    sender.write(new Uint8Array(100 * 1024));
    sender.interrupt();
    assert.equal(sender.frames.length, 31);
    assert.equal(Buffer.from(sender.frames.at(-1)!.payload).toString(), '\x03');
    assert.deepEqual(sender.log, [`${70 * 1024} bytes of input that had not been sent are dropped`]);
    sender.acknowledge(...sender.sequences);
    sender.write('next');
    assert.equal(sender.frames.length, 32);
  });

  test('has 32 frames in flight at most, however often Ctrl-C is pressed, and sends the last key in the end', () => {
    const sender = ready();
    sender.write(new Uint8Array(100 * 1024));
    for (let press = 0; press < 10; press++) {
      sender.interrupt();
    }
    assert.equal(sender.frames.length, 32);
    sender.acknowledge(...Array.from({ length: 32 }, (_, sequence) => sequence));
    assert.equal(sender.frames.length, 33);
    assert.equal(Buffer.from(sender.frames.at(-1)!.payload).toString(), '\x03');
  });

  test('keeps a Ctrl-C that comes before the remote side is ready', () => {
    const sender = new Sender();
    sender.write('typed ahead');
    sender.interrupt();
    sender.stream.releaseInput();
    assert.equal(sender.text, '\x03');
  });

  test('takes a 3 among other bytes for data', () => {
    const sender = new Sender();
    sender.write('before');
    sender.write('\x03\x03 after');
    sender.stream.releaseInput();
    assert.equal(sender.text, 'before\x03\x03 after');
  });

  test('tells when a frame is acknowledged, once', () => {
    const sender = ready();
    let told = 0;
    sender.stream.send(PayloadType.size, Buffer.from('{}'), () => told++);
    sender.acknowledge(1, 0, 0);
    assert.equal(told, 1);
  });
});

suite('retransmission', () => {
  test('sends the oldest frame again, and only that, backing off to once a second', () => {
    const sender = ready();
    sender.write('a');
    sender.stream.send(PayloadType.size, Buffer.from('{}'));
    sender.clock.advance(4500);
    assert.deepEqual(sender.sequences, [0, 1, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(sender.times, [0, 0, 200, 600, 1400, 2400, 3400, 4400]);
  });

  test('sends exactly the same bytes again', () => {
    const sender = ready();
    sender.write('a');
    sender.clock.advance(200);
    assert.deepEqual(sender.frames[1], sender.frames[0]);
  });

  test('turns to the next frame when the oldest is acknowledged, counting from then', () => {
    const sender = ready();
    for (const key of ['a', 'b', 'c']) {
      sender.stream.send(PayloadType.output, Buffer.from(key));
    }
    sender.clock.advance(150);
    sender.acknowledge(1);
    sender.acknowledge(0);
    // Measured twice at 150 ms: smoothed 106.25 then 111.7, variation 12.5 then 20.3; timeout 111.7 + 81.25.
    sender.clock.advance(192);
    assert.deepEqual(sender.sequences, [0, 1, 2]);
    sender.clock.advance(2);
    assert.deepEqual(sender.sequences, [0, 1, 2, 2]);
  });

  test('comes sooner when the network proves quick', () => {
    const sender = ready();
    for (let n = 0; n < 100; n++) {
      sender.write('k');
      sender.clock.advance(2);
      sender.acknowledge(n);
    }
    sender.write('lost');
    sender.clock.advance(15);
    assert.deepEqual(sender.sequences.slice(-2), [100, 100]);
  });

  test('does not measure what was sent again (Karn)', () => {
    const sender = ready();
    sender.write('a');
    sender.clock.advance(201);
    sender.acknowledge(0);
    sender.write('b');
    // Had the 1 ms since the second sending been measured, the timeout would be below 190. It has doubled instead.
    sender.clock.advance(399);
    assert.deepEqual(sender.sequences, [0, 0, 1]);
    sender.clock.advance(1);
    assert.deepEqual(sender.sequences, [0, 0, 1, 1]);
  });

  test('never gives up, and tells how long nothing was acknowledged', () => {
    const sender = ready();
    sender.write('a');
    sender.clock.advance(3_600_000);
    assert.ok(sender.frames.length > 3500, 'once a second');
    assert.deepEqual(sender.unanswered.slice(0, 4), [200, 600, 1400, 2400]);
    assert.ok(sender.unanswered.at(-1)! > 3_590_000);
    sender.acknowledge(0);
    sender.write('b');
    sender.clock.advance(1000);
    assert.deepEqual(sender.unanswered.at(-1), 400, 'counted anew');
  });

  test('counts anew with any acknowledgement, with a new connection, and when it is read again', () => {
    for (const proof of [
      ({ stream }: Sender) => stream.acknowledged(1),
      ({ stream }: Sender) => {
        stream.cut();
        stream.reconnected();
      },
      ({ stream }: Sender) => {
        stream.listen(false);
        stream.listen(true);
      },
    ]) {
      const sender = ready();
      sender.write('a');
      sender.write('b');
      sender.clock.advance(10_000);
      assert.ok(sender.unanswered.at(-1)! > 9000);
      proof(sender);
      sender.clock.advance(2000);
      assert.ok(sender.unanswered.at(-1)! <= 2000);
    }
  });

  test('goes on where acknowledgements are read in turns, however short these are, and rests while none are', () => {
    const sender = ready();
    sender.write('a');
    for (let turn = 0; turn < 20; turn++) {
      sender.clock.advance(5);
      sender.stream.listen(false);
      sender.clock.advance(95);
      sender.stream.listen(true);
    }
    const resends = sender.frames.length - 1;
    assert.ok(resends >= 2 && resends <= 10, `${resends} in two seconds`);
    sender.stream.listen(false);
    const before = sender.frames.length;
    sender.clock.advance(60_000);
    assert.equal(sender.frames.length, before);
  });

  test('has no timer while nothing is in flight, and one otherwise', () => {
    const sender = ready();
    assert.equal(sender.clock.pending, 0);
    sender.write(new Uint8Array(10_000));
    assert.equal(sender.clock.pending, 1);
    sender.acknowledge(...sender.sequences);
    sender.clock.advance(1000);
    assert.equal(sender.clock.pending, 0);
  });

  test('ends when the stream is stopped', () => {
    const sender = ready();
    sender.write('a');
    sender.stream.stop();
    assert.equal(sender.clock.pending, 0);
    sender.acknowledge(0);
    assert.equal(sender.clock.pending, 0);
  });
});
