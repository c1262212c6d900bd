import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { forward } from '../../../src/session/ports/port-forward.ts';
import { until } from '../../host/runner/until.ts';
import { acknowledge, output } from '../support/agent-frames.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeNetwork } from '../support/fake-socket.ts';
import { turn } from '../support/opened.ts';
import { streamData } from '../support/read-frames.ts';

const REQUEST = JSON.stringify({
  AgentVersion: '3.3.1142.0',
  RequestedClientActions: [{ ActionType: 'SessionType', ActionParameters: { SessionType: 'Port', Properties: {} } }],
});
const COMPLETE = JSON.stringify({ HandshakeTimeToComplete: 1, CustomerMessage: '' });

test('a program there that does not read ends no forwarded port, and not the other connections', async () => {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const forwarded = await forward(
    {
      localPort: 0,
      start: () =>
        Promise.resolve({ sessionId: 'port-1', streamUrl: 'wss://gateway.example/port-1', tokenValue: 'token' }),
      resume: () => Promise.resolve(undefined),
      sign: () => Promise.resolve({}),
    },
    { clock, openSocket: network.openSocket },
  );
  await turn();
  network.socket.opens();
  network.socket.receives(output(0, REQUEST, 5));
  await turn();
  network.socket.receives(acknowledge(0));
  network.socket.receives(output(1, COMPLETE, 7));
  network.socket.taken();

  const programs = [1, 2].map(() =>
    connect({ port: forwarded.localPort, host: '127.0.0.1' }).on('error', () => undefined),
  );
  for (const program of programs) {
    await once(program, 'connect');
    program.write(Buffer.alloc(100_000));
  }
  await until(
    'both connections, and their data',
    () => forwarded.connections === 2 && streamData(network.socket.taken()).length > 0,
  );
  let wasStalled = false;
  for (let second = 0; second < 3600; second += 1) {
    clock.advance(1000);
    network.socket.pongs();
    wasStalled ||= forwarded.isStalled;
  }
  assert.ok(wasStalled && forwarded.isStalled);
  assert.equal(forwarded.state.name, 'ready');
  assert.equal(forwarded.connections, 2);
  network.socket.receives(acknowledge(1));
  assert.ok(!forwarded.isStalled);

  forwarded.close();
  programs.forEach((program) => program.destroy());
  await forwarded.ended;
});
