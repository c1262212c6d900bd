import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BareCipher } from './bare-cipher.ts';
import { type BareClient, JSON_OF, KMS_KEY, startGateway, type TestGateway } from './bare-client.ts';

const ENCRYPTED = { encrypted: true } as const;
const ERROR = '\n----------ERROR-------\nEncountered error while initiating handshake. ';

test('an encrypted session asks for its type and a data key, challenges, and completes', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('sh', ENCRYPTED);
  const request = JSON_OF(await client.receives(5));
  const [sessionType, kms] = request['RequestedClientActions'] as Record<string, Record<string, unknown>>[];
  assert.equal(request['AgentVersion'], '3.3.1142.0');
  assert.deepEqual(sessionType, {
    ActionType: 'SessionType',
    ActionParameters: { SessionType: 'InteractiveCommands', Properties: null },
  });
  assert.equal(kms?.['ActionType'], 'KMSEncryption');
  assert.equal(kms['ActionParameters']?.['KMSKeyId'], KMS_KEY);
  assert.equal(Buffer.from(String(kms['ActionParameters']['Challenge']), 'base64').length, 64);
  const cipher = await shakeHands(simulator, client);
  const complete = JSON_OF(await client.receives(7));
  assert.equal(complete['CustomerMessage'], 'This session is encrypted using AWS KMS.');
  const nanoseconds = Number(complete['HandshakeTimeToComplete']);
  assert.ok(Number.isInteger(nanoseconds) && nanoseconds > 1000);

  await sees(client, cipher, '# ');
  client.resize(99, 33);
  client.type(await cipher.encrypt('stty size; echo $((6*7))\r'));
  await sees(client, cipher, '33 99\r\n42\r\n');
  assert.ok(!Buffer.concat(client.frames.map(({ payload }) => payload)).includes('stty'));
  assert.deepEqual(simulator.gateway.violations, []);
});

test('input during the handshake is acknowledged and thrown away', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join(`sh -c 'stty size; read line; echo "<$line>"'`, ENCRYPTED);
  await client.receives(5);
  const size = client.resize(99, 33);
  const text = client.type('lost\r');
  await client.until('the acknowledgements', () => client.isAcknowledged(size) && client.isAcknowledged(text));
  const cipher = await shakeHands(simulator, client);
  await sees(client, cipher, '0 0\r\n');
  client.type(await cipher.encrypt('kept\r'));
  await sees(client, cipher, '<kept>');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('the random challenge counts where the client says that it has used it', async () => {
  await using simulator = await startGateway({ agent: { randomChallenge: 'required' } });
  const client = await simulator.join('echo hello', ENCRYPTED);
  const challenge = await randomChallenge(client);
  const cipher = await shakeHands(simulator, client, {
    context: { 'aws:ssm:RandomChallenge': challenge },
    result: { ChallengeAcknowledgement: true },
  });
  await sees(client, cipher, 'hello');

  const silent = await simulator.join('echo hello', ENCRYPTED);
  await respond(simulator, silent);
  await silent.seesEnd();
  assert.equal(silent.ending, `${ERROR}client does not support required encryption context random challenge\n\n`);

  const liar = await simulator.join('echo hello', ENCRYPTED);
  await respond(simulator, liar, { result: { ChallengeAcknowledgement: true } });
  await liar.seesEnd();
  assert.match(String(liar.ending), /Error when decrypting data key InvalidCiphertextException: /);
});

test('an old agent offers no random challenge and knows no acknowledgement of one', async () => {
  await using simulator = await startGateway({ agent: { randomChallenge: 'none', agentVersion: '3.1.0.0' } });
  const client = await simulator.join('echo hello', ENCRYPTED);
  assert.equal(await randomChallenge(client), 'undefined');
  await sees(client, await shakeHands(simulator, client, { result: { ChallengeAcknowledgement: true } }), 'hello');
});

test('a data key of another context or another key ends the session in the words of the agent and of KMS', async () => {
  await using simulator = await startGateway();
  const contexts: Record<string, string>[] = [
    { 'aws:ssm:TargetId': 'ecs:demo_x_y' },
    { 'aws:ssm:SessionId': 'another' },
    { more: 'than that' },
  ];
  for (const context of contexts) {
    const client = await simulator.join('sh', ENCRYPTED);
    const response = await respond(simulator, client, { context });
    await client.seesEnd();
    assert.ok(client.isAcknowledged(response));
    assert.match(
      String(client.ending),
      /^\n-{10}ERROR-{7}\nEncountered error while initiating handshake\. Fetching data key failed: Unable to retrieve data key, Error when decrypting data key InvalidCiphertextException: /,
    );
    assert.equal(client.closed?.code, 1000);
  }
  assert.deepEqual(simulator.gateway.violations, []);
});

test('a client that cannot do what is asked ends the session and says why', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('sh', ENCRYPTED);
  await client.receives(5);
  const failed = {
    ActionType: 'KMSEncryption',
    ActionStatus: 2,
    ActionResult: null,
    Error: 'AccessDeniedException: no',
  };
  client.send(
    6,
    JSON.stringify({
      ClientVersion: '1.2.700.0',
      ProcessedClientActions: [ACTION, failed],
      Errors: ['AccessDeniedException: no'],
    }),
  );
  await client.seesEnd();
  assert.equal(
    client.ending,
    `${ERROR}KMSEncryption failed on client with status 2 error: AccessDeniedException: no\n\n`,
  );
  assert.deepEqual(simulator.gateway.violations, []);
});

test('each answer has its time', async () => {
  await using simulator = await startGateway({ agent: { handshakeTimeout: 200 } });
  const mute = await simulator.join('sh', ENCRYPTED);
  await mute.seesEnd();
  assert.equal(
    mute.ending,
    `${ERROR}Handshake timed out. Please ensure that you have the latest version of the session manager plugin.\n\n`,
  );
  const forgetful = await simulator.join('sh', ENCRYPTED);
  await respond(simulator, forgetful);
  await forgetful.seesEnd();
  assert.equal(forgetful.ending, `${ERROR}Timed out waiting for encryption challenge.\n\n`);
});

for (const order of ['before', 'after'] as const) {
  test(`answers can be acknowledged ${order} what follows from them`, async () => {
    await using simulator = await startGateway({ agent: { handshakeAcknowledged: order } });
    const client = await simulator.join('echo hello', ENCRYPTED);
    await sees(client, await shakeHands(simulator, client), 'hello');
    const arrivals = client.frames
      .filter(({ type, payloadType }) => type === 'acknowledge' || payloadType > 5)
      .map(({ type, payloadType }) => (type === 'acknowledge' ? 'acknowledged' : payloadType));
    assert.deepEqual(
      arrivals.slice(0, 4),
      order === 'before' ? ['acknowledged', 8, 'acknowledged', 7] : [8, 'acknowledged', 7, 'acknowledged'],
    );
    assert.deepEqual(simulator.gateway.violations, []);
  });
}

test('a session goes on with its handshake after a resume', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('echo hello', ENCRYPTED);
  client.acknowledging = false;
  await client.receives(5);
  client.socket.terminate();
  const resumed = await client.resume(simulator.gateway.resume(client.sessionId)!);
  await sees(resumed, await shakeHands(simulator, resumed), 'hello');
});

test('a handshake response against the rules is a violation', async () => {
  await using simulator = await startGateway();
  const response = (changes: object) => ({
    ClientVersion: '1.2.700.0',
    ProcessedClientActions: [ACTION, KMS_ACTION],
    Errors: [],
    ...changes,
  });
  const withAction = (changes: object) => response({ ProcessedClientActions: [ACTION, { ...KMS_ACTION, ...changes }] });
  const bad: [rule: RegExp, payload: unknown][] = [
    [/ClientVersion/, 'none'],
    [/ClientVersion/, response({ ClientVersion: '1.2' })],
    [/other fields/, response({ More: true })],
    [/ProcessedClientActions/, response({ ProcessedClientActions: undefined })],
    [/Errors/, response({ Errors: [1] })],
    [/each of the actions SessionType, KMSEncryption once/, response({ ProcessedClientActions: [ACTION] })],
    [/each of the actions/, response({ ProcessedClientActions: [ACTION, ACTION, KMS_ACTION] })],
    [/objects as ProcessedClientActions/, response({ ProcessedClientActions: ['SessionType'] })],
    [/ActionStatus/, withAction({ ActionStatus: 'Success' })],
    [/ActionStatus/, withAction({ ActionStatus: 0 })],
    [/Error where the ActionStatus is not 1/, withAction({ ActionStatus: 2 })],
    [/Error where the ActionStatus is not 1/, withAction({ Error: 'but it worked' })],
    [/ActionResult/, withAction({ ActionResult: '{}' })],
    [/other fields in an action/, withAction({ More: true })],
    [/KMSCipherTextKey in base64/, withAction({ ActionResult: {} })],
    [/KMSCipherTextKey in base64/, withAction({ ActionResult: { KMSCipherTextKey: 'no base64' } })],
    [/KMSCipherTextKey in base64/, withAction({ ActionResult: { KMSCipherTextKey: 'AAAA', More: true } })],
  ];
  for (const [index, [rule, payload]] of bad.entries()) {
    const client = await simulator.join('sh', ENCRYPTED);
    await client.receives(5);
    client.send(6, JSON.stringify(payload));
    await client.seesEnd();
    assert.equal(simulator.gateway.violations.length, index + 1, rule.source);
    assert.match(simulator.gateway.violations[index]?.message ?? '', rule);
  }
});

const wrongs: [what: string, message: RegExp, act: (simulator: TestGateway, client: BareClient) => Promise<unknown>][] =
  [
    [
      'a data key of 32 bytes',
      /data key is 32 bytes long/,
      (simulator, client) => respond(simulator, client, { bytes: 32 }),
    ],
    [
      'a challenge that was not decrypted',
      /challenge does not match/,
      (simulator, client) => shakeHands(simulator, client, { answer: Buffer.alloc(64) }),
    ],
    [
      'a challenge that was encrypted with the agent’s key',
      /message authentication failed/,
      async (simulator, client) => {
        await respond(simulator, client);
        client.send(9, JSON.stringify({ Challenge: JSON_OF(await client.receives(8))['Challenge'] }));
      },
    ],
    [
      'a challenge response without a challenge',
      /Challenge in base64/,
      async (simulator, client) => {
        await respond(simulator, client);
        await client.receives(8);
        client.send(9, '{}');
      },
    ],
    [
      'a challenge response before the challenge',
      /what the handshake has not asked/,
      async (_, client) => {
        await client.receives(5);
        client.send(9, '{}');
      },
    ],
    [
      'a second handshake response',
      /what the handshake has not asked/,
      async (simulator, client) => {
        await shakeHands(simulator, client);
        await client.receives(7);
        client.send(6, '{}');
      },
    ],
    [
      'input that is not encrypted',
      /Error decrypting stream data message sequence 2/,
      async (simulator, client) => {
        await shakeHands(simulator, client);
        await client.receives(7);
        client.type('plain enough, and longer than a nonce and a tag\r');
      },
    ],
    [
      '1025 bytes of input, encrypted',
      /1025 bytes of input/,
      async (simulator, client) => {
        const cipher = await shakeHands(simulator, client);
        await client.receives(7);
        client.type(await cipher.encrypt('x'.repeat(1025)));
      },
    ],
  ];
for (const [what, message, act] of wrongs) {
  test(`${what} is a violation`, async () => {
    await using simulator = await startGateway();
    const client = await simulator.join('sh', ENCRYPTED);
    await act(simulator, client);
    await client.seesEnd();
    assert.deepEqual(simulator.gateway.violations.length, 1);
    assert.match(simulator.gateway.violations[0]?.message ?? '', message);
    assert.match(String(client.ending), message);
  });
}

const ACTION = { ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' };
const KMS_ACTION = {
  ActionType: 'KMSEncryption',
  ActionStatus: 1,
  ActionResult: { KMSCipherTextKey: 'AAAA' },
  Error: '',
};

interface Answers {
  /** How long the data key is. */
  readonly bytes?: number;
  /** More for the encryption context. */
  readonly context?: Readonly<Record<string, string>>;
  /** More for the result of KMSEncryption. */
  readonly result?: object;
  /** What to encrypt in place of the challenge. */
  readonly answer?: Buffer;
}

/** Sends the handshake response; returns its sequence number. */
async function respond(
  simulator: TestGateway,
  client: BareClient,
  { bytes, context, result }: Answers = {},
): Promise<number> {
  await client.receives(5);
  return sendResponse(client, simulator.dataKey(client.sessionId, { bytes, context }).ciphertext, result);
}

function sendResponse(client: BareClient, ciphertext: Buffer, result?: object): number {
  const kms = { ...KMS_ACTION, ActionResult: { KMSCipherTextKey: ciphertext.toString('base64'), ...result } };
  return client.send(
    6,
    JSON.stringify({ ClientVersion: '1.2.700.0', ProcessedClientActions: [ACTION, kms], Errors: [] }),
  );
}

/** Answers request and challenge. */
async function shakeHands(
  simulator: TestGateway,
  client: BareClient,
  { context, result, answer }: Answers = {},
): Promise<BareCipher> {
  await client.receives(5);
  const { plaintext, ciphertext } = simulator.dataKey(client.sessionId, { context });
  sendResponse(client, ciphertext, result);
  const cipher = await BareCipher.create(plaintext);
  const challenge = Buffer.from(String(JSON_OF(await client.receives(8))['Challenge']), 'base64');
  const encrypted = await cipher.encrypt(answer ?? (await cipher.decrypt(challenge)));
  client.send(9, JSON.stringify({ Challenge: encrypted.toString('base64') }));
  return cipher;
}

async function randomChallenge(client: BareClient): Promise<string> {
  const [, kms] = JSON_OF(await client.receives(5))['RequestedClientActions'] as {
    ActionParameters: Record<string, unknown>;
  }[];
  return String(kms?.ActionParameters['Challenge']);
}

/** Waits until the decrypted output has this in it. */
async function sees(client: BareClient, cipher: BareCipher, text: string): Promise<void> {
  const chunks = new Map<number, string>();
  for (let next = 0; ;) {
    for (; next < client.frames.length; next += 1) {
      const { type, sequence, payloadType, payload } = client.frames[next]!;
      if (type === 'output_stream_data' && payloadType === 1) {
        chunks.set(sequence, (await cipher.decrypt(payload)).toString());
      }
    }
    const output = [...chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk);
    if (output.join('').includes(text)) {
      return;
    }
    await client.until(text, () => client.frames.length > next);
  }
}
