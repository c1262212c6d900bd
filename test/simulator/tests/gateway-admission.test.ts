import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { BareClient, refusal, sign, startGateway } from './bare-client.ts';

test('an address names the session and a cell number that is not escaped', async () => {
  await using simulator = await startGateway();
  const { sessionId, streamUrl } = simulator.open();
  assert.match(sessionId, /^ecs-execute-command-[0-9a-f]{17}$/);
  const [address, cellNumber = ''] = streamUrl.split('&cell-number=');
  assert.match(
    address ?? '',
    new RegExp(`^ws://127\\.0\\.0\\.1:\\d+/v1/data-channel/${sessionId}\\?role=publish_subscribe$`),
  );
  for (const character of '+/=') {
    assert.ok(cellNumber.includes(character));
  }
});

test('a wrong or missing signature is refused', async () => {
  await using simulator = await startGateway();
  const { streamUrl } = simulator.open();
  const unsigned = await refusal(streamUrl, {});
  assert.deepEqual(
    [unsigned.status, unsigned.body],
    [403, '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}'],
  );
  const wrong = await refusal(streamUrl, await sign(streamUrl, 'not test'));
  assert.equal(wrong.status, 403);
  assert.match(wrong.body, /signature/i);
  const elsewhere = await refusal(streamUrl, await sign(streamUrl.replace('publish_subscribe', 'subscribe')));
  assert.equal(elsewhere.status, 403);
});

test('a foreign host or origin is refused', async () => {
  await using simulator = await startGateway();
  const { streamUrl } = simulator.open();
  const headers = await sign(streamUrl.replace('127.0.0.1', 'rebound.example'));
  assert.equal((await refusal(streamUrl, headers)).status, 403);
  const { status, body } = await refusal(streamUrl, { ...(await sign(streamUrl)), origin: 'http://evil.example' });
  assert.equal(status, 403);
  assert.match(body, /Origin/);
});

test('an unknown session and any other path are not found', async () => {
  await using simulator = await startGateway();
  const { streamUrl, sessionId } = simulator.open();
  for (const unknown of [
    streamUrl.replace(sessionId, 'ecs-execute-command-00000000000000000'),
    streamUrl.replace('/v1/', '/v2/'),
  ]) {
    assert.equal((await refusal(unknown, await sign(unknown))).status, 404);
  }
});

test('an address that was escaped anew is refused', async () => {
  await using simulator = await startGateway();
  const { streamUrl } = simulator.open();
  const escaped = streamUrl.replaceAll('+', '%2B').replace(/=$/, '%3D');
  assert.equal((await refusal(escaped, await sign(escaped))).status, 403);
});

test('a token opens the data channel once', async () => {
  await using simulator = await startGateway();
  const opened = simulator.open();
  const first = await BareClient.join(opened);
  await first.sees('# ');
  const second = await BareClient.join(opened);
  await second.until('the refusal', () => second.closed !== undefined);
  assert.deepEqual(second.closed, { code: 1008, reason: 'The token is wrong or was used before.' });
  first.type('echo undisturbed\r');
  await first.sees('\r\nundisturbed\r\n');
});

test('a wrong token is refused, and the right one still opens the channel', async () => {
  await using simulator = await startGateway();
  const opened = simulator.open();
  const guess = await BareClient.connect(opened);
  guess.present('');
  await guess.until('the refusal', () => guess.closed !== undefined);
  assert.equal(guess.closed?.code, 1008);
  const client = await BareClient.join(opened);
  await client.sees('# ');
});

test('a first message against the rules closes the socket and is a violation', async () => {
  await using simulator = await startGateway();
  const opened = simulator.open();
  const { tokenValue } = opened;
  const bad: [rule: RegExp, send: (client: BareClient) => void][] = [
    [/must be text/, ({ socket }) => socket.send(Buffer.from('{}'))],
    [/JSON object/, ({ socket }) => socket.send('token')],
    [/schema version/, (client) => client.present(tokenValue, { MessageSchemaVersion: '1.1' })],
    [/UUID as RequestId/, (client) => client.present(tokenValue, { RequestId: '1' })],
    [/UUID as ClientId/, (client) => client.present(tokenValue, { ClientId: 7 })],
    [/ClientVersion/, (client) => client.present(tokenValue, { ClientVersion: 'latest' })],
    [/must have the fields/, (client) => client.present(tokenValue, { ClientVersion: undefined })],
    [/must have the fields/, (client) => client.present(tokenValue, { Extra: true })],
  ];
  for (const [index, [rule, send]] of bad.entries()) {
    const client = await BareClient.connect(opened);
    send(client);
    await client.until('the refusal', () => client.closed !== undefined);
    assert.equal(client.closed?.code, 1008);
    assert.match(client.closed.reason, rule);
    assert.equal(simulator.gateway.violations.length, index + 1);
    assert.match(simulator.gateway.violations[index]?.message ?? '', rule);
  }
  assert.ok(!JSON.stringify(simulator.gateway.violations).includes(tokenValue));
});

test('a socket that presents no token in time is closed', async () => {
  await using simulator = await startGateway({ tokenTimeout: 50 });
  const client = await BareClient.connect(simulator.open());
  await client.until('the refusal', () => client.closed !== undefined);
  assert.deepEqual(client.closed, { code: 1008, reason: 'The first message did not come in time.' });
});

test('compression is not agreed to', async () => {
  await using simulator = await startGateway();
  const { streamUrl } = simulator.open();
  const socket = new WebSocket(streamUrl, { headers: await sign(streamUrl), perMessageDeflate: true });
  await new Promise((resolve) => socket.once('open', resolve));
  assert.equal(socket.extensions, '');
  socket.terminate();
});
