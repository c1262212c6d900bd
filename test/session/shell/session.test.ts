import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import type { SessionEnd } from '../../../src/session/api.ts';
import { encodeFrame } from '../../../src/session/wire/frame.ts';
import { sentence } from '../../../src/text.ts';
import { acknowledge, agentFrame, channelClosed, output } from '../support/agent-frames.ts';
import { OpenedSession, openedSession, readySession, STREAM_URL, TOKEN, turn } from '../support/opened.ts';
import { acknowledged, names, streamData } from '../support/read-frames.ts';

suite('a session begins', () => {
  test('with a signed upgrade of the address, to the letter, and its introduction', async () => {
    const opened = await openedSession();
    assert.equal(opened.socket.url, STREAM_URL);
    assert.deepEqual(opened.socket.headers, { authorization: 'secret-signature' });
    assert.equal(opened.socket.texts.length, 1);
    assert.equal((JSON.parse(opened.socket.texts[0]!) as { TokenValue: string }).TokenValue, TOKEN);
    assert.equal(opened.session.state.name, 'connecting');
    assert.deepEqual(opened.states, []);
  });

  test("with the shell's output where no handshake is asked for", async () => {
    const opened = await openedSession({ size: { columns: 100, rows: 30 } });
    opened.session.write('ls\r');
    opened.socket.receives(output(0, '$ '));
    assert.deepEqual(names(opened.states), ['ready']);
    assert.equal(opened.output, '$ ');
    const sent = opened.socket.taken();
    assert.deepEqual(acknowledged(sent), [0]);
    assert.deepEqual(streamData(sent), [
      [3, '{"cols":100,"rows":30}'],
      [1, 'ls\r'],
    ]);
  });

  test('and tells its size at once, again when it is ready, and holds input until then', async () => {
    const opened = new OpenedSession({ size: { columns: 100, rows: 30 } });
    await turn();
    opened.socket.opens();
    assert.deepEqual(streamData(opened.socket.taken()), [[3, '{"cols":100,"rows":30}']]);
    opened.socket.receives(acknowledge(0));
    opened.session.write('typed ');
    opened.session.resize({ columns: 120, rows: 40 });
    opened.session.write('ahead');
    opened.clock.advance(1900);
    assert.deepEqual(opened.socket.taken(), []);
    opened.socket.receives(output(0, '$ '));
    assert.deepEqual(streamData(opened.socket.taken()), [
      [3, '{"cols":120,"rows":40}'],
      [1, 'typed ahead'],
    ]);
  });

  test('after stream data that it does not know', async () => {
    const opened = await openedSession();
    opened.socket.receives(output(0, '?', 77));
    assert.equal(opened.session.state.name, 'connecting');
    opened.socket.receives(output(1, '$ '));
    assert.equal(opened.session.state.name, 'ready');
    assert.deepEqual(acknowledged(opened.socket.taken()), [0, 1]);
  });
});

suite('output', () => {
  test('is handed on in order, each byte once, and acknowledged each time', async () => {
    const opened = await openedSession();
    for (const [sequence, content] of [
      [1, 'b'],
      [0, 'a'],
      [1, 'b'],
      [3, 'd'],
      [2, 'c'],
      [0, 'a'],
    ] as const) {
      opened.socket.receives(output(sequence, content));
    }
    assert.equal(opened.output, 'abcd');
    assert.deepEqual(acknowledged(opened.socket.taken()), [1, 0, 1, 3, 2, 0]);
  });

  test('is not acknowledged when its digest is wrong, so that it comes again', async () => {
    const opened = await readySession();
    const damaged = output(1, 'right');
    damaged.writeUInt8(0, 120);
    opened.socket.receives(damaged);
    assert.deepEqual(opened.socket.taken(), []);
    assert.match(opened.log.at(-1)!, /digest/);
    opened.socket.receives(output(1, 'right'));
    assert.equal(opened.output, '$ right');
    assert.deepEqual(acknowledged(opened.socket.taken()), [1]);
  });

  test('is not acknowledged when there is no room for it', async () => {
    const opened = await readySession();
    const megabyte = new Uint8Array(1024 * 1024);
    for (let sequence = 2; sequence <= 33; sequence++) {
      opened.socket.receives(output(sequence, megabyte));
    }
    opened.socket.taken();
    opened.socket.receives(output(34, 'late'));
    assert.deepEqual(opened.socket.taken(), []);
    opened.socket.receives(output(1, ''));
    opened.socket.receives(output(34, 'late'));
    assert.ok(opened.output.endsWith('late'));
  });

  test('of the error stream is output too; what is not known is acknowledged and skipped', async () => {
    const opened = await readySession();
    opened.socket.receives(output(1, 'warning', 11));
    opened.socket.receives(output(2, 'EXIT_CODE: 5', 12));
    opened.socket.receives(output(3, 'x', 4711));
    assert.equal(opened.output, '$ warning');
    assert.deepEqual(acknowledged(opened.socket.taken()), [1, 2, 3]);
  });

  test('goes on when the listener throws', async () => {
    const got: string[] = [];
    const opened = await openedSession({
      onOutput: (bytes) => {
        got.push(Buffer.from(bytes).toString());
        throw new RangeError('secret');
      },
    });
    opened.socket.receives(output(0, 'a'));
    opened.socket.receives(output(1, 'b'));
    assert.deepEqual(got, ['a', 'b']);
    assert.match(opened.log.at(-1)!, /RangeError/);
    assert.doesNotMatch(opened.log.join(), /secret/);
  });

  test('is not handed on after the listener has closed the session', async () => {
    const got: string[] = [];
    const opened: OpenedSession = await openedSession({
      onOutput: (bytes) => {
        got.push(Buffer.from(bytes).toString());
        opened.session.close();
      },
    });
    opened.socket.receives(output(1, 'b'));
    opened.socket.receives(output(0, 'a'));
    assert.deepEqual(got, ['a']);
  });

  test('is not handed on either when closed as soon as it is ready', async () => {
    const opened: OpenedSession = await openedSession({ onState: () => opened.session.close() });
    opened.socket.receives(output(0, 'a'));
    assert.equal(opened.output, '');
    assert.equal(opened.clock.pending, 0);
  });
});

suite('other messages', () => {
  test('of the publication are ignored, and unknown ones skipped with a note', async () => {
    const opened = await readySession();
    for (const messageType of ['pause_publication', 'start_publication', 'agent_session_state', '']) {
      opened.socket.receives(encodeFrame(agentFrame({ messageType })));
    }
    assert.deepEqual(opened.socket.taken(), []);
    assert.equal(opened.log.filter((line) => line.includes('unknown type')).length, 2);
    assert.equal(opened.session.state.name, 'ready');
  });

  test('that acknowledge nothing known change nothing', async () => {
    const opened = await readySession();
    opened.session.write('a');
    opened.socket.receives(acknowledge(99));
    opened.socket.receives(encodeFrame(agentFrame({ messageType: 'acknowledge', payload: Buffer.from('{') })));
    opened.socket.taken();
    opened.clock.advance(200);
    assert.deepEqual(streamData(opened.socket.taken()), [[1, 'a']]);
    opened.socket.receives(acknowledge(1));
    opened.clock.advance(10_000);
    assert.deepEqual(opened.socket.taken(), []);
  });
});

suite('the size', () => {
  test('is sent once at a time, and then only the newest', async () => {
    const opened = await readySession({ size: { columns: 80, rows: 24 } });
    for (let columns = 81; columns < 150; columns++) {
      opened.session.resize({ columns, rows: 24 });
    }
    assert.deepEqual(opened.socket.taken(), []);
    opened.socket.receives(acknowledge(1));
    assert.deepEqual(streamData(opened.socket.taken()), [[3, '{"cols":149,"rows":24}']]);
    opened.socket.receives(acknowledge(2));
    opened.session.resize({ columns: 149, rows: 24 });
    assert.deepEqual(opened.socket.taken(), [], 'the remote side has this size already');
  });

  test('does not wait behind input', async () => {
    const opened = await readySession();
    opened.session.write(new Uint8Array(100_000));
    opened.socket.taken();
    opened.session.resize({ columns: 90, rows: 20 });
    assert.deepEqual(streamData(opened.socket.taken()), [[3, '{"cols":90,"rows":20}']]);
  });

  test('is ignored where no terminal can have it', async () => {
    const opened = await readySession();
    for (const columns of [0, -1, 1.5, NaN, Infinity, 65_536]) {
      opened.session.resize({ columns, rows: 24 });
      opened.session.resize({ columns: 80, rows: columns });
    }
    assert.deepEqual(opened.socket.taken(), []);
  });
});

suite('input', () => {
  test('may be text or bytes, which the caller may change afterwards', async () => {
    const opened = await openedSession();
    const bytes = Buffer.from('bytes');
    opened.session.write('ä ');
    opened.session.write(bytes);
    bytes.fill(0);
    opened.socket.receives(output(0, '$ '));
    assert.deepEqual(streamData(opened.socket.taken()), [[1, 'ä bytes']]);
  });

  test('is sent again when it is not acknowledged', async () => {
    const opened = await readySession();
    opened.session.write('a');
    opened.clock.advance(650);
    assert.deepEqual(streamData(opened.socket.taken()), [
      [1, 'a'],
      [1, 'a'],
      [1, 'a'],
    ]);
  });

  test('that the network does not take is not piled up', async () => {
    const opened = await readySession();
    opened.socket.unsent = 5_000_000;
    opened.session.write('a');
    opened.socket.receives(output(1, 'b'));
    assert.deepEqual(opened.socket.taken(), []);
    opened.socket.unsent = 0;
    opened.clock.advance(200);
    opened.socket.receives(output(1, 'b'));
    const sent = opened.socket.taken();
    assert.deepEqual(streamData(sent), [[1, 'a']]);
    assert.deepEqual(acknowledged(sent), [1]);
  });
});

suite('a session ends', () => {
  test('for a reason that is known from elsewhere, after its last output, and says it', async () => {
    const opened = await readySession();
    opened.session.pause();
    opened.socket.receives(output(1, 'last words'));
    const problem = new Problem('task-stopped', sentence('The task has stopped.'));
    opened.session.fail(problem);
    assert.ok(opened.socket.closed);
    opened.session.resume();
    assert.deepEqual(await opened.session.ended, { reason: 'failed', problem });
    assert.equal(opened.output, '$ last words');
    opened.session.fail(new Problem('unexpected', sentence('Too late.')));
    assert.deepEqual(names(opened.states), ['ready', 'ended']);
  });

  const problemCode = (end: SessionEnd): string => (end.reason === 'failed' ? end.problem.code : end.reason);

  test("with the agent's message, after the last output", async () => {
    const order: string[] = [];
    const opened = await openedSession({
      onOutput: (bytes) => order.push(Buffer.from(bytes).toString()),
      onState: (state) => order.push(state.name),
    });
    opened.socket.receives(output(0, 'bye'));
    opened.socket.receives(channelClosed('idle too long'));
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: 'idle too long' });
    assert.deepEqual(order, ['ready', 'bye', 'ended']);
    assert.ok(opened.socket.closed);
    assert.equal(opened.clock.pending, 0);
  });

  test("with the agent's message before it was ready", async () => {
    const opened = await openedSession();
    opened.socket.receives(channelClosed('----------ERROR-------\nno such file'));
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: '----------ERROR-------\nno such file' });
    assert.deepEqual(names(opened.states), ['ended']);
  });

  test('with what came after a gap that is never filled, and says that output is missing', async () => {
    const order: string[] = [];
    const opened = await openedSession({
      onOutput: (bytes) => order.push(Buffer.from(bytes).toString()),
      onGap: () => order.push('gap'),
    });
    opened.socket.receives(output(0, 'a'));
    opened.socket.receives(output(3, 'd'));
    opened.socket.receives(output(2, 'c'));
    opened.socket.receives(channelClosed(''));
    assert.deepEqual(await opened.session.ended, { reason: 'closed', message: '', missing: true });
    assert.deepEqual(order, ['a', 'gap', 'c', 'd']);
  });

  test('when it is closed, and does nothing after that', async () => {
    const opened = await readySession();
    opened.session.write('a');
    opened.session.close();
    assert.deepEqual(await opened.session.ended, { reason: 'left' });
    assert.ok(opened.socket.closed);
    assert.equal(opened.clock.pending, 0);
    opened.session.write('b');
    opened.session.resize({ columns: 1, rows: 1 });
    opened.session.close();
    opened.clock.advance(600_000);
    assert.deepEqual(names(opened.states), ['ready', 'ended']);
  });

  test('when it is closed before the signature is made', async () => {
    const opened = new OpenedSession();
    opened.session.close();
    await turn();
    assert.equal(opened.network.sockets.length, 0);
    assert.equal(opened.clock.pending, 0);
    assert.deepEqual(await opened.session.ended, { reason: 'left' });
  });

  test('when it is closed before the socket opens', async () => {
    const opened = new OpenedSession();
    await turn();
    opened.session.close();
    assert.ok(opened.socket.closed);
    assert.equal(opened.clock.pending, 0);
  });

  test('when the other end stops answering', async () => {
    const opened = await readySession();
    opened.clock.advance(49_000);
    assert.equal(opened.session.state.name, 'ready');
    opened.clock.advance(1000);
    assert.equal(problemCode(await opened.session.ended), 'session/connection-lost');
    assert.equal(opened.socket.pings, 2);
    assert.equal(opened.clock.pending, 0);
  });

  test('not as long as pongs or frames come', async () => {
    const opened = await readySession();
    for (let minute = 0; minute < 60; minute++) {
      opened.clock.advance(31_000);
      opened.socket.pongs();
      opened.clock.advance(29_000);
      opened.socket.receives(output(minute + 1, '.'));
    }
    assert.equal(opened.session.state.name, 'ready');
  });

  test('when the agent takes no size and says nothing for a minute', async () => {
    const opened = await openedSession();
    for (let second = 0; second < 60; second++) {
      assert.equal(opened.session.state.name, 'connecting');
      opened.clock.advance(1000);
      opened.socket.pongs();
    }
    assert.equal(problemCode(await opened.session.ended), 'session/agent-absent');
    assert.equal(opened.clock.pending, 0);
  });

  test('when it does not open within 30 s, whatever comes later', async () => {
    const opened = new OpenedSession();
    await turn();
    opened.clock.advance(30_000);
    assert.equal(problemCode(await opened.session.ended), 'no-answer');
    assert.ok(opened.socket.closed);

    const unsigned = new OpenedSession({ sign: () => new Promise(() => undefined) });
    await turn();
    unsigned.clock.advance(30_000);
    assert.equal(problemCode(await unsigned.session.ended), 'no-answer');
    assert.equal(unsigned.clock.pending, 0);
  });

  test('and the log names neither token, signature, input nor output', async () => {
    const opened = await openedSession({ size: { columns: 80, rows: 24 } });
    opened.session.write('typed-secret');
    opened.socket.receives(output(0, 'shown-secret'));
    opened.socket.receives(output(2, 'shown-secret'));
    opened.socket.receives(output(1, 'secret', 99));
    opened.clock.advance(2000);
    opened.socket.receives(channelClosed('last-secret'));
    assert.ok(opened.log.length > 5);
    assert.doesNotMatch(opened.log.join('\n'), /secret/);
  });
});
