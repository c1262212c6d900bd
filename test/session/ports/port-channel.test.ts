import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SessionEnd } from '../../../src/session/api.ts';
import { acknowledge, channelClosed, output } from '../support/agent-frames.ts';
import { turn } from '../support/opened.ts';
import { type OpenedChannel, openedChannel } from '../support/opened-channel.ts';
import { names, streamData } from '../support/read-frames.ts';

const PROPERTIES = { portNumber: '8080', localPortNumber: '9090', type: 'LocalPortForwarding' };
const REQUEST = JSON.stringify({
  AgentVersion: '3.3.1142.0',
  RequestedClientActions: [
    { ActionType: 'SessionType', ActionParameters: { SessionType: 'Port', Properties: PROPERTIES } },
  ],
});
const COMPLETE = JSON.stringify({ HandshakeTimeToComplete: 1, CustomerMessage: '' });

function problemCode(end: SessionEnd): string {
  return end.reason === 'failed' ? end.problem.code : end.reason;
}

/** A channel after its handshake; what it sent until then is taken away. */
async function readyChannel(...options: Parameters<typeof openedChannel>): Promise<OpenedChannel> {
  const opened = await openedChannel(...options);
  opened.socket.receives(output(0, REQUEST, 5));
  await turn();
  opened.socket.receives(acknowledge(0));
  opened.socket.receives(output(1, COMPLETE, 7));
  opened.socket.taken();
  return opened;
}

/** Lets time pass on a network that works. */
function pass({ clock, socket }: OpenedChannel, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    clock.advance(1000);
    socket.pongs();
  }
}

suite('a channel to a port', () => {
  test('begins with a handshake, and tells what it said', async () => {
    const opened = await openedChannel();
    opened.channel.write(Buffer.from('early'));
    opened.socket.receives(output(0, REQUEST, 5));
    await turn();
    const [[type, response] = [0, '']] = streamData(opened.socket.taken());
    assert.equal(type, 6);
    assert.deepEqual((JSON.parse(response) as { ProcessedClientActions: unknown }).ProcessedClientActions, [
      { ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' },
    ]);
    assert.deepEqual(names(opened.states), []);
    opened.socket.receives(output(1, COMPLETE, 7));
    assert.deepEqual(opened.handshakes, [{ agentVersion: '3.3.1142.0', sessionType: 'Port', properties: PROPERTIES }]);
    assert.deepEqual(names(opened.states), ['ready']);
    assert.deepEqual(streamData(opened.socket.taken()), [[1, 'early']]);
  });

  test('ends where no agent begins it, or goes on with it', async () => {
    for (const frames of [[], [output(0, REQUEST, 5), acknowledge(0)]]) {
      const opened = await openedChannel();
      for (const frame of frames) {
        opened.socket.receives(frame);
        await turn();
      }
      pass(opened, 59);
      assert.deepEqual(names(opened.states), []);
      pass(opened, 1);
      assert.deepEqual(names(opened.states), ['ended']);
      assert.equal(problemCode(await opened.channel.ended), 'session/agent-absent');
      assert.equal(opened.clock.pending, 0);
    }
  });

  test('waits for the agent again on a new connection, and for none once it is ready', async () => {
    const opened = await openedChannel({ resume: () => Promise.resolve({ streamUrl: 'wss://x', tokenValue: 't' }) });
    pass(opened, 59);
    opened.socket.ends({ kind: 'closed', code: 1006 });
    opened.clock.advance(100);
    await turn();
    await turn();
    opened.socket.opens();
    for (const frame of [output(0, REQUEST, 5), acknowledge(0), output(1, COMPLETE, 7)]) {
      pass(opened, 29);
      opened.socket.receives(frame);
      await turn();
    }
    pass(opened, 600);
    assert.equal(opened.channel.state.name, 'ready');
  });

  test('carries bytes and flags, both ways', async () => {
    const opened = await readyChannel();
    opened.channel.write(Buffer.from('request'));
    opened.channel.sendFlag(2);
    assert.deepEqual(streamData(opened.socket.taken()), [
      [1, 'request'],
      [10, '\0\0\0\x02'],
    ]);
    opened.socket.receives(output(2, 'response'));
    opened.socket.receives(output(3, Buffer.from([0, 0, 0, 3]), 10));
    opened.socket.receives(output(4, Buffer.from([3]), 10));
    opened.socket.receives(output(5, ' goes on'));
    assert.equal(opened.data, 'response goes on');
    assert.deepEqual(opened.flags, [3]);
  });

  test('sends a single byte 3 as any other byte', async () => {
    const opened = await readyChannel();
    opened.channel.write(Buffer.from([...Array(50_000).keys()]));
    opened.channel.write(Buffer.from([3]));
    assert.equal(opened.channel.queued, 50_001 - 30 * 1024);
  });

  test('takes data that comes before the handshake is complete', async () => {
    const opened = await openedChannel();
    opened.socket.receives(output(0, REQUEST, 5));
    opened.socket.receives(output(1, 'hasty'));
    await turn();
    opened.socket.receives(output(2, COMPLETE, 7));
    assert.equal(opened.data, 'hasty');
    assert.deepEqual(names(opened.states), ['ready']);
  });

  test('waits for its handshake, without a probe', async () => {
    const opened = await openedChannel();
    opened.clock.advance(29_000);
    opened.socket.receives(output(0, 'no handshake'));
    assert.deepEqual(streamData(opened.socket.taken()), []);
    assert.equal(opened.channel.state.name, 'connecting');
    opened.channel.close();
    assert.equal(opened.clock.pending, 0);
  });

  test('refuses to be a shell', async () => {
    const opened = await openedChannel();
    opened.socket.receives(output(0, REQUEST.replace('"Port"', '"InteractiveCommands"'), 5));
    assert.equal(problemCode(await opened.channel.ended), 'session/unsupported');
    assert.match(streamData(opened.socket.taken())[0]?.[1] ?? '', /"ActionStatus":3/);
    assert.ok(opened.socket.closed);
  });

  test('does nothing after its end', async () => {
    const opened = await readyChannel();
    opened.socket.receives(channelClosed('gone'));
    assert.deepEqual(await opened.channel.ended, { reason: 'closed', message: 'gone' });
    assert.equal(opened.channel.write(Buffer.from('x')), true);
    opened.channel.sendFlag(1);
    opened.channel.pause();
    opened.channel.resume();
    opened.channel.close();
    assert.deepEqual(opened.socket.taken(), []);
    assert.equal(opened.clock.pending, 0);
  });
});
