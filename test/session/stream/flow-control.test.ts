import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { acknowledge, channelClosed, output } from '../support/agent-frames.ts';
import { type OpenedSession, readySession, turn } from '../support/opened.ts';
import { acknowledged, names, streamData } from '../support/read-frames.ts';

function acknowledgeAll(opened: OpenedSession): void {
  for (const frame of opened.socket.taken()) {
    if (frame.messageType === 'input_stream_data') {
      opened.socket.receives(acknowledge(frame.sequenceNumber));
    }
  }
}

suite('a writer', () => {
  test('is asked to wait while much waits, and told when it may go on', async () => {
    let drained = 0;
    const opened = await readySession({ onDrain: () => drained++ });
    const chunk = new Uint8Array(100_000);
    assert.equal(opened.session.write(chunk), true);
    assert.equal(opened.session.write(chunk), true);
    assert.equal(opened.session.write(chunk), false);
    assert.equal(opened.session.write('more'), false, 'it is taken all the same');
    while (drained === 0) {
      assert.ok(opened.session.queued > 0);
      acknowledgeAll(opened);
    }
    assert.ok(opened.session.queued <= 64 * 1024);
    assert.equal(opened.session.write('more'), true);
    while (opened.session.queued > 0) {
      acknowledgeAll(opened);
    }
    assert.equal(drained, 1);
  });

  test('may go on after Ctrl-C has dropped what waited', async () => {
    let drained = 0;
    const opened = await readySession({ onDrain: () => drained++ });
    opened.session.write(new Uint8Array(1_000_000));
    opened.session.interrupt();
    assert.equal(drained, 1);
    assert.equal(opened.session.queued, 0);
  });

  test('ends a paste whose end Ctrl-C has dropped, or the key would be pasted', async () => {
    const long = 'x'.repeat(100_000);
    for (const [input, expected] of [
      [`\x1b[200~${long}\x1b[201~`, '\x1b[201~\x03'],
      [`\x1b[200~${long}\x1b[201~\x1b[200~second\x1b[201~`, '\x1b[201~\x03'],
      [`${long}\x1b[200~dropped, all of it\x1b[201~`, '\x03'],
      [`\x1b[200~sent, all of it\x1b[201~${long}`, '\x03'],
    ] as const) {
      const opened = await readySession();
      opened.session.write(input);
      opened.session.interrupt();
      assert.deepEqual(streamData(opened.socket.taken()).at(-1), [1, expected]);
    }
  });

  test('ends it also when Ctrl-C is pressed twice while there is no connection', async () => {
    const opened = await readySession({ resume: () => Promise.resolve({ streamUrl: 'wss://x', tokenValue: 't' }) });
    opened.session.write(`\x1b[200~${'x'.repeat(100_000)}\x1b[201~`);
    opened.socket.ends({ kind: 'closed', code: 1006 });
    opened.session.interrupt();
    opened.session.interrupt();
    assert.equal(opened.session.queued, '\x1b[201~\x03'.length);
  });

  test('may write as soon as it is told', async () => {
    const opened: OpenedSession = await readySession({ onDrain: () => opened.session.write(new Uint8Array(10_000)) });
    opened.session.write(new Uint8Array(400_000));
    let sent = 0;
    while (opened.session.queued > 0) {
      const frames = opened.socket.taken();
      sent += frames.reduce((sum, frame) => sum + frame.payload.length, 0);
      frames.forEach((frame) => opened.socket.receives(acknowledge(frame.sequenceNumber)));
    }
    sent += opened.socket.taken().reduce((sum, frame) => sum + frame.payload.length, 0);
    assert.equal(sent, 410_000);
  });
});

suite('a slow reader', () => {
  test('pauses the socket, and gets what it has read already once it goes on', async () => {
    const opened = await readySession();
    opened.session.pause();
    assert.ok(opened.socket.paused);
    opened.socket.receives(output(1, 'a'));
    opened.socket.receives(output(3, 'c'));
    opened.socket.receives(output(2, 'b'));
    assert.equal(opened.output, '$ ');
    opened.session.resume();
    assert.ok(!opened.socket.paused);
    assert.equal(opened.output, '$ abc');
    opened.socket.receives(output(4, 'd'));
    assert.equal(opened.output, '$ abcd');
  });

  test('may pause with every chunk', async () => {
    const opened: OpenedSession = await readySession({
      onOutput: (bytes) => {
        opened.chunks.push(bytes);
        opened.session.pause();
      },
    });
    opened.session.pause();
    for (const sequence of [3, 2, 1]) {
      opened.socket.receives(output(sequence, `${sequence}`));
    }
    for (const expected of ['$ 1', '$ 12', '$ 123', '$ 123']) {
      opened.session.resume();
      assert.ok(opened.output.endsWith(expected.slice(2)));
    }
  });

  test('does not acknowledge more than it keeps', async () => {
    const opened = await readySession();
    opened.session.pause();
    const payload = new Uint8Array(1024 * 1024);
    for (let sequence = 1; sequence <= 50; sequence++) {
      opened.socket.receives(output(sequence, payload));
    }
    const kept = acknowledged(opened.socket.taken()).length;
    assert.ok(kept < 40);
    opened.session.resume();
    assert.equal(Buffer.concat(opened.chunks).length, 2 + kept * payload.length);
  });

  test('can still interrupt what floods it', async () => {
    const opened = await readySession();
    opened.session.pause();
    opened.session.interrupt();
    assert.deepEqual(streamData(opened.socket.taken()), [[1, '\x03']]);
    opened.clock.advance(60_000);
    assert.deepEqual(streamData(opened.socket.taken()), [], 'nothing is sent again while no acknowledgement is read');
    opened.session.resume();
    opened.clock.advance(250);
    assert.deepEqual(streamData(opened.socket.taken()), [[1, '\x03']]);
  });

  test('is not taken for a dead connection, however long it reads nothing', async () => {
    const opened = await readySession();
    opened.session.pause();
    opened.clock.advance(10 * 60_000);
    assert.equal(opened.session.state.name, 'ready');
    assert.ok(opened.socket.pings >= 10, 'routers still see the connection');
    opened.session.resume();
    opened.clock.advance(60_000);
    assert.equal(opened.session.state.name, 'ended', 'but it is when it reads and nothing comes');
  });

  test('gets all output before the end', async () => {
    const opened = await readySession();
    opened.session.pause();
    opened.socket.receives(output(1, 'last words'));
    opened.socket.receives(channelClosed('bye'));
    assert.ok(opened.socket.closed);
    assert.deepEqual(names(opened.states), ['ready']);
    opened.session.write('late');
    opened.session.resume();
    assert.equal(opened.output, '$ last words');
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: 'bye' });
    assert.equal(opened.clock.pending, 0);
  });

  test('may leave without it', async () => {
    const opened = await readySession();
    opened.session.pause();
    opened.socket.receives(output(1, 'unread'));
    opened.socket.receives(channelClosed(''));
    opened.session.close();
    assert.deepEqual(await opened.session.ended, { reason: 'left' });
    opened.session.resume();
    assert.equal(opened.output, '$ ');
  });

  test('stays paused on a new connection', async () => {
    const resume = () => Promise.resolve({ streamUrl: 'wss://x', tokenValue: 't' });
    const opened = await readySession({ resume });
    opened.session.pause();
    opened.socket.ends({ kind: 'closed', code: 1006 });
    opened.clock.advance(100);
    await turn();
    await turn();
    opened.socket.opens();
    assert.ok(opened.socket.paused);
    opened.session.resume();
    assert.ok(!opened.socket.paused);
  });
});
