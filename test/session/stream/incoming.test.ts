import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Arrival, IncomingStream } from '../../../src/session/stream/incoming.ts';
import { agentFrame } from '../support/agent-frames.ts';

function arrives(stream: IncomingStream, sequenceNumber: number, payload = new Uint8Array()): Arrival {
  return stream.arrived(agentFrame({ sequenceNumber, payload }));
}

function taken(stream: IncomingStream): number[] {
  const numbers = [];
  for (let frame = stream.take(); frame !== undefined; frame = stream.take()) {
    numbers.push(frame.sequenceNumber);
  }
  return numbers;
}

suite('the incoming stream', () => {
  test('hands on frames in order as they come', () => {
    const stream = new IncomingStream();
    for (const sequence of [0, 1, 2]) {
      assert.equal(arrives(stream, sequence), 'due');
      assert.deepEqual(taken(stream), [sequence]);
    }
  });

  test('keeps early frames until those before them have come', () => {
    const stream = new IncomingStream();
    assert.equal(arrives(stream, 2), 'early');
    assert.equal(arrives(stream, 1), 'early');
    assert.deepEqual(taken(stream), []);
    assert.equal(arrives(stream, 0), 'due');
    assert.deepEqual(taken(stream), [0, 1, 2]);
  });

  test('knows what it has had already', () => {
    const stream = new IncomingStream();
    arrives(stream, 0);
    taken(stream);
    arrives(stream, 5);
    assert.equal(arrives(stream, 0), 'repeated');
    assert.equal(arrives(stream, 5), 'repeated');
    assert.deepEqual(taken(stream), []);
  });

  test('copies early payloads, which would pin what came with them', () => {
    const stream = new IncomingStream();
    const payload = Uint8Array.of(1);
    arrives(stream, 1, payload);
    payload[0] = 2;
    arrives(stream, 0);
    stream.take();
    assert.deepEqual(stream.take()?.payload, Uint8Array.of(1));
  });

  test('refuses early frames beyond 100,000, but never the one that is due', () => {
    const stream = new IncomingStream();
    for (let sequence = 1; sequence <= 100_000; sequence++) {
      assert.equal(arrives(stream, sequence), 'early');
    }
    assert.equal(arrives(stream, 100_001), 'refused');
    assert.equal(arrives(stream, 0), 'due');
    assert.equal(taken(stream).length, 100_001);
    assert.equal(arrives(stream, 100_001), 'due');
  });

  test('refuses early frames beyond 32 MiB, and takes more once there is room', () => {
    const stream = new IncomingStream();
    const megabyte = new Uint8Array(1024 * 1024);
    for (let sequence = 1; sequence <= 32; sequence++) {
      assert.equal(arrives(stream, sequence, megabyte), 'early');
    }
    assert.equal(arrives(stream, 33, Uint8Array.of(1)), 'refused');
    arrives(stream, 0);
    assert.equal(taken(stream).length, 33);
    assert.equal(arrives(stream, 34, megabyte), 'early');
  });

  test('gives up gaps at the end, and keeps the order', () => {
    const stream = new IncomingStream();
    for (const sequence of [7, 3, 5]) {
      arrives(stream, sequence);
    }
    for (const sequence of [3, 5, 7]) {
      assert.ok(stream.skipGap());
      assert.deepEqual(taken(stream), [sequence]);
    }
    assert.equal(stream.skipGap(), false);
  });

  test('gives up as many gaps as there can be in no time to speak of', { timeout: 20_000 }, () => {
    const stream = new IncomingStream();
    for (let frame = 1; frame <= 100_000; frame++) {
      arrives(stream, frame * 2);
    }
    let last: number | undefined;
    while (stream.skipGap()) {
      [last] = taken(stream);
    }
    assert.equal(last, 200_000);
  });
});
