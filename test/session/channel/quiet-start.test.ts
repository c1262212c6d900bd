import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { acknowledge, output } from '../support/agent-frames.ts';
import { OpenedSession, openedSession, turn } from '../support/opened.ts';
import { names, streamData } from '../support/read-frames.ts';

const REQUEST = JSON.stringify({
  AgentVersion: '3',
  RequestedClientActions: [{ ActionType: 'SessionType', ActionParameters: { SessionType: 'InteractiveCommands' } }],
});

suite('a command that prints nothing at first', () => {
  test('is given its size at once, and its input 2 s after it has taken that', async () => {
    const opened = new OpenedSession({ size: { columns: 100, rows: 30 } });
    await turn();
    opened.socket.opens();
    opened.session.write('input');
    assert.deepEqual(streamData(opened.socket.taken()), [[3, '{"cols":100,"rows":30}']]);
    opened.socket.receives(acknowledge(0));
    opened.clock.advance(1999);
    assert.deepEqual(names(opened.states), []);
    opened.clock.advance(1);
    assert.deepEqual(names(opened.states), ['ready']);
    assert.deepEqual(streamData(opened.socket.taken()), [
      [3, '{"cols":100,"rows":30}'],
      [1, 'input'],
    ]);
    opened.socket.receives(output(0, 'echo'));
    assert.equal(opened.output, 'echo');
  });

  test('has a usual size where the terminal has none', async () => {
    const opened = new OpenedSession();
    await turn();
    opened.socket.opens();
    assert.deepEqual(streamData(opened.socket.taken()), [[3, '{"cols":80,"rows":24}']]);
  });

  test('is told until the agent has a terminal for it', async () => {
    const opened = await openedSession();
    opened.session.write('input');
    for (let second = 0; second < 20; second++) {
      opened.clock.advance(1000);
      opened.socket.pongs();
    }
    const sizes = streamData(opened.socket.taken());
    assert.ok(sizes.length > 10);
    assert.ok(sizes.every(([type]) => type === 3));
    opened.socket.receives(acknowledge(0));
    opened.clock.advance(2000);
    assert.deepEqual(streamData(opened.socket.taken()), [[1, 'input']]);
  });

  test('is told once, on however many connections', async () => {
    const opened = await openedSession({ resume: () => Promise.resolve({ streamUrl: 'wss://x', tokenValue: 't' }) });
    opened.socket.receives(acknowledge(0));
    opened.socket.ends({ kind: 'closed', code: 1006 });
    opened.clock.advance(100);
    await turn();
    await turn();
    opened.socket.opens();
    assert.deepEqual(opened.socket.taken(), []);
  });

  test('leaves no timer when it has printed something, or has ended', async () => {
    const opened = await openedSession();
    opened.socket.receives(acknowledge(0));
    opened.socket.receives(output(0, '$ '));
    opened.clock.advance(5000);
    assert.deepEqual(streamData(opened.socket.taken()), []);
    const closed = await openedSession();
    closed.socket.receives(acknowledge(0));
    closed.session.close();
    assert.equal(closed.clock.pending, 0);
  });

  test('may still ask for a handshake, which throws the size away', async () => {
    const opened = await openedSession({ size: { columns: 100, rows: 30 } });
    opened.session.write('input');
    opened.socket.receives(acknowledge(0));
    opened.clock.advance(1900);
    opened.socket.receives(output(0, REQUEST, 5));
    opened.clock.advance(5000);
    await turn();
    assert.deepEqual(
      streamData(opened.socket.taken()).map(([type]) => type),
      [6],
      'no input before the handshake is complete',
    );
    opened.socket.receives(output(1, '{}', 7));
    assert.deepEqual(streamData(opened.socket.taken()), [
      [3, '{"cols":100,"rows":30}'],
      [1, 'input'],
    ]);
    assert.deepEqual(names(opened.states), ['ready']);
  });

  test('may even ask when it was taken for ready', async () => {
    const opened = await openedSession({ size: { columns: 100, rows: 30 } });
    opened.socket.receives(acknowledge(0));
    opened.clock.advance(2000);
    opened.socket.receives(acknowledge(1));
    opened.socket.taken();
    opened.socket.receives(output(0, REQUEST, 5));
    opened.session.write('held');
    await turn();
    assert.deepEqual(
      streamData(opened.socket.taken()).map(([type]) => type),
      [6],
    );
    opened.socket.receives(output(1, '{}', 7));
    assert.deepEqual(streamData(opened.socket.taken()), [
      [3, '{"cols":100,"rows":30}'],
      [1, 'held'],
    ]);
    assert.deepEqual(names(opened.states), ['ready']);
  });
});
