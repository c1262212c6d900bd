import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { flood } from '../gateway/agent/flood.ts';
import { startGateway } from './bare-client.ts';

test('a flood is so many bytes, no two KiB alike', async () => {
  for (const bytes of [0, 1, 1024, 65_536, 300_001]) {
    const output = Buffer.concat([...flood(bytes)]);
    assert.equal(output.length, bytes);
    const pieces = Array.from({ length: Math.ceil(bytes / 1024) }, (_, index) =>
      output.toString('latin1', index * 1024, (index + 1) * 1024),
    );
    assert.equal(new Set(pieces).size, pieces.length);
  }
  await using simulator = await startGateway();
  const client = await simulator.join('simulator:flood 300001');
  await client.seesEnd();
  assert.equal(client.ending, '');
  assert.ok(client.output.equals(Buffer.concat([...flood(300_001)])));
});

test('a flood waits for a client that acknowledges nothing', async () => {
  await using simulator = await startGateway({ agent: { maxUnacknowledged: 20 } });
  const client = await simulator.join(`simulator:flood ${2 ** 40}`);
  client.acknowledging = false;
  await client.until('the limit', () => client.output.length === 20 * 1024);
  await client.settled();
  assert.equal(client.output.length, 20 * 1024);
});

test('a flood arrives whole through faults, sooner from an agent that sends again sooner', async () => {
  await using simulator = await startGateway({ agent: { resendInterval: 2 } });
  simulator.gateway.faults = {
    toClient: { drop: 0.1, double: 0.05, reorder: 0.05 },
    toAgent: { drop: { everyNth: 7 } },
  };
  const client = await simulator.join('simulator:flood 500000');
  await client.seesEnd();
  assert.ok(client.output.equals(Buffer.concat([...flood(500_000)])));
  assert.deepEqual(simulator.gateway.violations, []);
});

test('a sink says what it has taken', async () => {
  await using simulator = await startGateway();
  const input = randomBytes(100_000);
  const client = await simulator.join('simulator:sink 100000');
  await client.sees('ready\n');
  for (let at = 0; at < input.length; at += 1000) {
    client.type(input.subarray(at, at + 1000));
  }
  await client.seesEnd();
  assert.equal(client.text, `ready\n${createHash('sha256').update(input).digest('hex')}\n`);
});

test('an echo gives back what it gets', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('simulator:echo');
  await client.sees('ready\n');
  client.type('hello');
  client.type(' and again');
  await client.sees('ready\nhello and again');
});

test('another command of that sort is looked for in the container', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('simulator:dance');
  await client.seesEnd();
  assert.match(String(client.ending), /"simulator:dance": executable file not found/);
});
