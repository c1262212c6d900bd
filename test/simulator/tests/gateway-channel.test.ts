import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { type BareClient, type BareFrame, JSON_OF, pack, startGateway } from './bare-client.ts';

test('an acknowledgement names type, id and number of the message', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  const id = randomUUID();
  client.socket.send(pack({ type: 'input_stream_data', sequence: 0, id, payloadType: 1, payload: Buffer.from('\r') }));
  await client.until('the acknowledgement', () => client.isAcknowledged(0));
  const acknowledgement = client.frames.find(({ type }) => type === 'acknowledge')!;
  assert.deepEqual(JSON_OF(acknowledgement), {
    AcknowledgedMessageType: 'input_stream_data',
    AcknowledgedMessageId: id,
    AcknowledgedMessageSequenceNumber: 0,
    IsSequentialMessage: true,
  });
  assert.deepEqual([acknowledgement.sequence, acknowledgement.flags, acknowledgement.payloadType], [0, 3, 0]);
});

test('channel_closed carries the fields that the agent sends', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('true');
  await client.seesEnd();
  const { MessageId, CreatedDate, DestinationId, ...rest } = JSON_OF(client.frames.at(-1)!);
  assert.deepEqual(rest, { MessageType: 'channel_closed', SessionId: client.sessionId, SchemaVersion: 1, Output: '' });
  assert.match(String(MessageId), /^[0-9a-f-]{36}$/);
  assert.match(String(DestinationId), /^[0-9a-f-]{36}$/);
  assert.ok(Date.parse(String(CreatedDate)) > 0);
});

test('early input is acknowledged and runs in its order', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('cat');
  const prepared = await readyForInput(client);
  client.type('3\r', prepared + 2);
  client.type('2\r', prepared + 1);
  await client.until(
    'the acknowledgements',
    () => client.isAcknowledged(prepared + 1) && client.isAcknowledged(prepared + 2),
  );
  await client.settled();
  assert.ok(!client.text.includes('2'));
  client.type('1\r', prepared);
  // Each line comes twice, from the terminal's echo and from cat.
  await client.sees(/3[^]*3\r\n/);
  assert.deepEqual([...new Set(client.text.split('\r\n'))], ['1', '2', '3', '']);
});

test('old input is acknowledged again and runs once', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('cat');
  const prepared = await readyForInput(client);
  for (let time = 0; time < 3; time += 1) {
    client.type('once\r', prepared);
  }
  await client.until('three acknowledgements', () => acknowledgementsOf(client, prepared) === 3);
  client.type('end\r', prepared + 1);
  await client.sees(/end[^]*end\r\n/);
  assert.equal(client.text.split('once').length - 1, 2);
});

test('output is sent again, the oldest only and unchanged, until it is acknowledged', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join(`sh -c 'head -c 3000 /dev/zero | tr "\\0" x; read wait'`);
  client.acknowledging = false;
  await client.until('the same message three times', () => sent(client, 0).length === 3);
  assert.ok(sent(client, 2).length === 1 && sent(client, 1).length === 1);
  const [first, second, third] = sent(client, 0);
  assert.deepEqual(second, first);
  assert.deepEqual(third, first);
  client.acknowledge(first!);
  await client.until('the next message again', () => sent(client, 1).length === 2);
  assert.deepEqual(simulator.gateway.violations, []);
});

test('the agent leaves soon after its command, whether its output was acknowledged or not', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('echo unheard');
  client.acknowledging = false;
  await client.seesEnd();
  assert.equal(client.text, 'unheard\r\n');
  assert.ok(sent(client, 0).length > 1);
});

test(
  'before it leaves, it sends lost output again one message at a time, and no more of it than its time ' + 'allows',
  async () => {
    await using simulator = await startGateway({ agent: { resendInterval: 20, linger: 400 } });
    const lost = Array.from({ length: 200 }, (_, index) => 100 + index);
    simulator.gateway.faults = { toClient: { drop: lost } };
    const client = await simulator.join('simulator:flood 512000');
    await client.seesEnd();
    const arrived = new Set(
      client.frames.filter(({ type }) => type === 'output_stream_data').map(({ sequence }) => sequence),
    );
    const recovered = lost.map((number) => number - 1).filter((sequence) => arrived.has(sequence));
    // About twenty: how many it has time for is up to the machine.
    assert.ok(recovered.length > 0 && recovered.length < lost.length, `${recovered.length} of 200 came in the end`);
    assert.deepEqual(
      recovered,
      lost.slice(0, recovered.length).map((number) => number - 1),
      'the oldest',
    );
    assert.ok(arrived.has(499), 'what came after the gap');
  },
);

test('an agent that may not send does not notice that its command has ended', async () => {
  await using simulator = await startGateway({ agent: { linger: 1 } });
  const client = await simulator.join('cat');
  const prepared = await readyForInput(client);
  const session = simulator.gateway.sessions.get(client.sessionId)!;
  session.pausePublication();
  client.type('last\r', prepared);
  const end = client.type('\x04', prepared + 1);
  await client.until('the acknowledgement', () => client.isAcknowledged(end));
  await client.settled();
  assert.equal(session.state, 'connected');
  session.startPublication();
  await client.seesEnd();
  assert.equal(client.text, 'last\r\nlast\r\n');
});

test('no output is sent while publication is paused', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('cat');
  const prepared = await readyForInput(client);
  const session = simulator.gateway.sessions.get(client.sessionId)!;
  session.pausePublication();
  client.type('paused\r', prepared);
  await client.until('the acknowledgement', () => client.isAcknowledged(prepared));
  await client.settled();
  assert.ok(!client.text.includes('paused'));
  session.startPublication();
  await client.sees('paused\r\npaused\r\n');
  assert.deepEqual(
    client.frames.map(({ type }) => type).filter((type) => type.endsWith('publication')),
    ['pause_publication', 'start_publication'],
  );
});

test('a client that acknowledges nothing is sent a limited amount', async () => {
  await using simulator = await startGateway({ agent: { maxUnacknowledged: 50 } });
  const client = await simulator.join('yes');
  client.acknowledging = false;
  await client.until('the limit', () => sent(client, 49).length === 1);
  await client.until('a message again', () => sent(client, 0).length > 1);
  assert.equal(sent(client, 50).length, 0);
});

test('whatever a client sends against the protocol closes the channel and is a violation', async () => {
  await using simulator = await startGateway();
  const stdin = { type: 'input_stream_data', sequence: 0, payloadType: 1, payload: Buffer.from('x') };
  const acknowledgement = {
    AcknowledgedMessageType: 'output_stream_data',
    AcknowledgedMessageId: randomUUID(),
    AcknowledgedMessageSequenceNumber: 0,
    IsSequentialMessage: true,
  };
  const acknowledge = (changes: object) =>
    pack({ type: 'acknowledge', flags: 3, payload: Buffer.from(JSON.stringify({ ...acknowledgement, ...changes })) });
  const size = (json: string) => pack({ ...stdin, payloadType: 3, payload: Buffer.from(json) });
  const bad: [rule: RegExp, bytes: Buffer | string][] = [
    [/digest/, edit(pack(stdin), (frame) => frame.writeUInt8(frame.readUInt8(90) ^ 1, 90))],
    [/digest/, edit(pack(stdin), (frame) => frame.write('y', 120))],
    [/less than a header/, pack(stdin).subarray(0, 119)],
    [/header is 120 bytes/, edit(pack(stdin), (frame) => frame.writeUInt32BE(120, 0))],
    [/padded with spaces/, edit(pack(stdin), (frame) => frame.fill(0, 21, 36))],
    [/schema version 2/, edit(pack(stdin), (frame) => frame.writeUInt32BE(2, 36))],
    [/created at 0/, edit(pack(stdin), (frame) => frame.fill(0, 40, 48))],
    [/created at/, edit(pack(stdin), (frame) => frame.writeBigUInt64BE(BigInt(Math.round(Date.now() / 1000)), 40))],
    [/sequence number -1/, pack({ ...stdin, sequence: -1 })],
    [/flags 1/, pack({ ...stdin, flags: 1 })],
    [/UUID/, edit(pack({ ...stdin, id: '01234567-89ab-4def-8123-456789abcdef' }), swapUuidHalves)],
    [/payload is 2 bytes long, but it is 1/, edit(pack(stdin), (frame) => frame.writeUInt32BE(2, 116))],
    [/does not send output_stream_data/, pack({ ...stdin, type: 'output_stream_data' })],
    [/does not send payload type 4/, pack({ ...stdin, payloadType: 4 })],
    [/handshake/, pack({ ...stdin, payloadType: 6 })],
    [/1025 bytes of input/, pack({ ...stdin, payload: Buffer.alloc(1025) })],
    [/size/, size('{"cols":80,"rows":0}')],
    [/size/, size('{"cols":"80","rows":24}')],
    [/JSON/, size('80x24')],
    [/flag/, pack({ ...stdin, payloadType: 10, payload: Buffer.from([0, 0, 0, 9]) })],
    [/never sent/, acknowledge({ AcknowledgedMessageSequenceNumber: 1000 })],
    [/another message's id/, acknowledge({})],
    [/acknowledges something other/, acknowledge({ AcknowledgedMessageType: 'input_stream_data' })],
    [/other fields/, acknowledge({ IsSequentialMessage: false })],
    [/flags 0/, pack({ type: 'acknowledge', payload: Buffer.from(JSON.stringify(acknowledgement)) })],
    [/first message is text/, '{}'],
    [/payload size/i, Buffer.alloc(20_000)],
  ];
  for (const [index, [rule, bytes]] of bad.entries()) {
    const client = await simulator.join('sh');
    client.acknowledging = false;
    if (rule.source.startsWith('another')) {
      await client.sees('# ');
    }
    client.socket.send(bytes);
    await client.until(`the end after ${rule.source}`, () => client.closed !== undefined);
    assert.equal(simulator.gateway.violations.length, index + 1, rule.source);
    assert.equal(simulator.gateway.violations[index]?.sessionId, client.sessionId);
    assert.match(simulator.gateway.violations[index].message, rule);
    assert.equal(simulator.gateway.sessions.get(client.sessionId)?.state, 'ended');
  }
});

/** Sends a size, again and again as clients do, until the pty exists and takes it; returns the next sequence number. */
async function readyForInput(client: BareClient): Promise<number> {
  while (!client.isAcknowledged(0)) {
    client.resize(80, 24, 0);
    await client.settled();
  }
  return 1;
}

/** The output messages with this sequence number, each time that they came. */
function sent(client: BareClient, sequence: number): BareFrame[] {
  return client.frames.filter((frame) => frame.type === 'output_stream_data' && frame.sequence === sequence);
}

function acknowledgementsOf(client: BareClient, sequence: number): number {
  return client.frames.filter(
    (frame) => frame.type === 'acknowledge' && JSON_OF(frame)['AcknowledgedMessageSequenceNumber'] === sequence,
  ).length;
}

function edit(frame: Buffer, change: (frame: Buffer) => unknown): Buffer {
  change(frame);
  return frame;
}

/** Undoes the swap that a UUID's halves go through on the wire. */
function swapUuidHalves(frame: Buffer): void {
  Buffer.concat([frame.subarray(72, 80), frame.subarray(64, 72)]).copy(frame, 64);
}
