import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { Faults } from '../gateway/api.ts';
import { FaultGate } from '../gateway/faults.ts';
import { startGateway } from './bare-client.ts';

/** What arrives of ten frames, numbered from 1; a corrupted one has a minus. */
function arrivals(faults: Faults, frames = 10): (number | 'cut')[] {
  const arrived: (number | 'cut')[] = [];
  const gate = new FaultGate<number>({
    faults: () => faults,
    direction: 'toClient',
    deliver: (frame) => arrived.push(frame),
    corrupt: (frame) => -frame,
    cut: () => arrived.push('cut'),
  });
  for (let frame = 1; frame <= frames; frame += 1) {
    gate.pass(frame);
  }
  return arrived;
}

test('faults hit the frames with the given numbers', () => {
  assert.deepEqual(arrivals({}, 3), [1, 2, 3]);
  assert.deepEqual(arrivals({ toAgent: { drop: 1 } }, 3), [1, 2, 3]);
  assert.deepEqual(arrivals({ toClient: { drop: [2, 4] } }, 5), [1, 3, 5]);
  assert.deepEqual(arrivals({ toClient: { double: [2] } }, 3), [1, 2, 2, 3]);
  assert.deepEqual(arrivals({ toClient: { reorder: [1, 3] } }, 5), [2, 1, 4, 3, 5]);
  assert.deepEqual(arrivals({ toClient: { corrupt: [2] } }, 3), [1, -2, 3]);
  assert.deepEqual(arrivals({ toClient: { cut: [2] } }, 3), [1, 'cut', 3]);
  assert.deepEqual(arrivals({ toClient: { cut: { everyNth: 3 } } }, 7), [1, 2, 'cut', 4, 5, 'cut', 7]);
});

test('faults with a chance hit about as many, and the same ones for the same seed', () => {
  const first = arrivals({ seed: 7, toClient: { drop: 0.1 } }, 10_000);
  assert.ok(first.length > 8800 && first.length < 9200, `${first.length} of 10000 arrived`);
  assert.deepEqual(arrivals({ seed: 7, toClient: { drop: 0.1 } }, 10_000), first);
  assert.notDeepEqual(arrivals({ seed: 8, toClient: { drop: 0.1 } }, 10_000), first);
});

test('setting faults anew starts the counting anew', async () => {
  await using simulator = await startGateway();
  simulator.gateway.faults = { toClient: { corrupt: [1] } };
  const client = await simulator.join();
  await client.sees('# ');
  assert.equal(client.corrupted, 1);
  simulator.gateway.faults = { toClient: { corrupt: [1] } };
  client.type('echo again\r');
  await client.sees('\r\nagain\r\n');
  assert.equal(client.corrupted, 2);
});

test('output arrives whole through loss, doubling, reordering, delay and wrong digests', async () => {
  await using simulator = await startGateway();
  const chances = { drop: 0.1, double: 0.1, reorder: 0.1, corrupt: 0.05, delay: { hits: 0.1, milliseconds: 20 } };
  simulator.gateway.faults = { toClient: chances, toAgent: chances };
  const client = await simulator.join('sh -c "seq 1 2000; read wait"');
  const expected = Array.from({ length: 2000 }, (_, index) => `${index + 1}\r\n`).join('');
  await client.until('all output', () => client.output.length === expected.length);
  assert.equal(client.text, expected);
  assert.ok(client.corrupted > 0);
  assert.deepEqual(simulator.gateway.violations, []);
});

test('a fault cuts the connection', async () => {
  await using simulator = await startGateway();
  simulator.gateway.faults = { toClient: { cut: [2] } };
  const client = await simulator.join('sh -c "seq 1 5000; read wait"');
  await client.until('the cut', () => client.closed !== undefined);
  assert.equal(client.closed?.code, 1006);
  assert.ok(client.frames.length < 2);
});

test('a half-open connection stays open and answers nothing, until it is whole again', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  const session = simulator.gateway.sessions.get(client.sessionId)!;
  session.faults = { halfOpen: true };
  const lost = client.type('echo lost\r');
  client.socket.ping('unheard');
  // Another session's traffic shows that time has passed.
  const other = await simulator.join();
  await other.sees('# ');
  await other.settled();
  assert.equal(client.isAcknowledged(lost), false);
  assert.equal(client.socket.readyState, client.socket.OPEN);
  session.faults = undefined;
  const pong = once(client.socket, 'pong');
  client.socket.ping('heard');
  assert.equal(String((await pong)[0]), 'heard');
  client.type('echo found\r', lost);
  await client.sees('\r\nfound\r\n');
});

test('a session that ended while its connection was half-open closes it as soon as it can', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  const session = simulator.gateway.sessions.get(client.sessionId)!;
  session.faults = { halfOpen: true };
  session.terminate();
  await session.ended;
  session.faults = undefined;
  client.socket.ping();
  await client.until('the end', () => client.closed !== undefined);
  assert.equal(client.closed?.code, 1000);
});
