import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import { QUICK_AGENT, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { BareCipher } from './bare-cipher.ts';
import { BareClient, CREDENTIALS, JSON_OF } from './bare-client.ts';
import { connect } from './client.ts';
import { call } from './request.ts';

const TASK = '0'.repeat(32);
const KEY = '5c1d0e9a-7b42-4f3e-9a61-2d8c7e40b915';
const ARN = `arn:aws:kms:eu-central-1:123456789012:key/${KEY}`;
const CONTEXT = { tenant: 'a', order: 'b' };

const scenario: Scenario = {
  clusters: [
    {
      name: 'default',
      configuration: { executeCommandConfiguration: { kmsKeyId: 'alias/exec', logging: 'DEFAULT' } },
      tasks: [{ id: TASK, taskDefinition: 'vault' }],
    },
  ],
  taskDefinitions: [
    {
      family: 'vault',
      taskRoleArn: 'arn:aws:iam::123456789012:role/vault',
      containerDefinitions: [{ name: 'app', image: 'app' }],
    },
  ],
  keys: [{ id: KEY, alias: 'alias/exec' }, { alias: 'alias/other' }, { alias: 'alias/off', enabled: false }],
};

type Answer = Readonly<Record<string, unknown>>;

suite('KMS', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
  });
  after(() => simulator.close());

  const ask = async (operation: string, input: object, to = simulator): Promise<Answer> =>
    JSON.parse(
      (await call(to, { service: 'kms', target: `TrentService.${operation}`, body: JSON.stringify(input) })).body,
    ) as Answer;
  const generate = (input: object = {}, to?: Simulator) =>
    ask('GenerateDataKey', { KeyId: 'alias/exec', NumberOfBytes: 64, EncryptionContext: CONTEXT, ...input }, to);

  test('gives out a data key in the clear and encrypted, and decrypts it in the same context only', async () => {
    const { Plaintext, CiphertextBlob, KeyId } = await generate();
    assert.equal(KeyId, ARN);
    assert.equal(Buffer.from(String(Plaintext), 'base64').length, 64);
    assert.ok(simulator.secrets.has(String(Plaintext)));
    assert.ok(!Buffer.from(String(CiphertextBlob), 'base64').includes(Buffer.from(String(Plaintext), 'base64')));
    const decrypt = (input: object) => ask('Decrypt', { CiphertextBlob, EncryptionContext: CONTEXT, ...input });
    const decrypted = { KeyId: ARN, Plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    assert.deepEqual(await decrypt({ EncryptionContext: { order: 'b', tenant: 'a' } }), decrypted);
    assert.deepEqual(await decrypt({ KeyId: ARN }), decrypted);
    const damaged = Buffer.from(String(CiphertextBlob), 'base64');
    damaged.writeUInt8(damaged.readUInt8(40) ^ 1, 40);
    const wrong = [
      { EncryptionContext: { tenant: 'a' } },
      { EncryptionContext: { ...CONTEXT, more: 'c' } },
      { EncryptionContext: undefined },
      { CiphertextBlob: damaged.toString('base64') },
      { CiphertextBlob: 'AAAA' },
    ];
    for (const input of wrong) {
      assert.deepEqual(await decrypt(input), { __type: 'InvalidCiphertextException', message: '' });
    }
    assert.equal((await decrypt({ KeyId: 'alias/other' }))['__type'], 'IncorrectKeyException');
  });

  test('knows a key by its id, its alias and the ARN of either', async () => {
    for (const KeyId of [KEY, ARN, 'alias/exec', ARN.replace(`key/${KEY}`, 'alias/exec')]) {
      assert.equal((await generate({ KeyId }))['KeyId'], ARN);
    }
  });

  const mistakes: [input: object, code: string, message: RegExp][] = [
    [{ KeyId: undefined }, 'ValidationException', /Value null at 'keyId'/],
    [
      { KeyId: 'alias/none' },
      'NotFoundException',
      /^Alias arn:aws:kms:eu-central-1:123456789012:alias\/none is not found\.$/,
    ],
    [
      { KeyId: KEY.replace('5c', '6c') },
      'NotFoundException',
      /^Key 'arn:aws:kms:\S+:key\/6c1d0e9a-\S+' does not exist$/,
    ],
    [{ KeyId: ARN.replace('eu-central-1', 'us-east-1') }, 'NotFoundException', /^Invalid arn us-east-1$/],
    [{ KeyId: 'exec' }, 'NotFoundException', /^Invalid keyId 'exec'$/],
    [{ KeyId: 'alias/off' }, 'DisabledException', / is disabled\.$/],
    [{ KeySpec: 'AES_256' }, 'ValidationException', /either number of bytes or key spec/],
    [{ NumberOfBytes: undefined }, 'ValidationException', /either number of bytes or key spec/],
    [{ NumberOfBytes: 1025 }, 'ValidationException', /from 1 to 1024/],
    [{ NumberOfBytes: undefined, KeySpec: 'AES_512' }, 'ValidationException', /AES_128, AES_256/],
    [{ EncryptionContext: { tenant: 1 } }, 'SerializationException', /a String/],
    [{ EncryptionContext: [] }, 'SerializationException', /a structure/],
  ];
  for (const [input, code, message] of mistakes) {
    test(`refuses ${JSON.stringify(input)}`, async () => {
      const answer = await generate(input);
      assert.equal(answer['__type'], code);
      assert.match(String(answer['message']), message);
    });
  }

  test('refuses access in the words of IAM, naming the key', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    own.faults.add({ kind: 'access-denied', operation: 'GenerateDataKey' });
    assert.deepEqual(await generate({}, own), {
      __type: 'AccessDeniedException',
      message:
        `User: arn:aws:iam::123456789012:user/test is not authorized to perform: kms:GenerateDataKey on resource: ${ARN} ` +
        'because no identity-based policy allows the kms:GenerateDataKey action',
    });
  });

  test('encrypts the sessions of a cluster that has a key', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    const client = await open(own);
    const EncryptionContext = { 'aws:ssm:SessionId': client.sessionId, 'aws:ssm:TargetId': target(own) };
    const { Plaintext, CiphertextBlob } = await generate({ EncryptionContext }, own);
    await respond(client, CiphertextBlob);
    const cipher = await BareCipher.create(Buffer.from(String(Plaintext), 'base64'));
    const challenge = Buffer.from(String(JSON_OF(await client.receives(8))['Challenge']), 'base64');
    const answer = await cipher.encrypt(await cipher.decrypt(challenge));
    client.send(9, JSON.stringify({ Challenge: answer.toString('base64') }));
    const output = await client.receives(1);
    assert.equal((await cipher.decrypt(output.payload)).toString(), 'hello\r\n');
    assert.deepEqual(own.gateway.violations, []);
  });

  test('a task role that may not decrypt ends the session', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    own.faults.add({ kind: 'access-denied', operation: 'Decrypt' });
    const client = await open(own);
    await respond(client, (await generate({}, own))['CiphertextBlob']);
    await client.seesEnd();
    const expected =
      'Fetching data key failed: Unable to retrieve data key, Error when decrypting data key AccessDeniedException: ' +
      `User: arn:aws:sts::123456789012:assumed-role/vault/${TASK} is not authorized to perform: kms:Decrypt on resource: ${ARN} `;
    assert.ok(String(client.ending).includes(expected), String(client.ending));
  });

  test('a key that is gone ends the session', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    const client = await open(own);
    const { CiphertextBlob } = await generate({}, own);
    own.world.keys.clear();
    await respond(client, CiphertextBlob);
    await client.seesEnd();
    assert.match(String(client.ending), /Error when decrypting data key InvalidCiphertextException: /);
  });
});

suite('a scenario', () => {
  test('has the keys that its clusters name', async () => {
    const cluster = (kmsKeyId: string) => ({
      clusters: [{ name: 'c', configuration: { executeCommandConfiguration: { kmsKeyId } } }],
    });
    for (const [kmsKeyId, id] of [
      [KEY, KEY],
      [ARN, KEY],
      ['alias/made', undefined],
    ] as const) {
      await using simulator = await startSimulator({ scenario: cluster(kmsKeyId) });
      const [key] = simulator.world.keys.values();
      assert.ok(id === undefined ? key?.alias === kmsKeyId : key?.id === id);
    }
    await assert.rejects(startSimulator({ scenario: cluster('my key') }), { message: /names the KMS key "my key"/ });
  });
});

async function open(simulator: Simulator): Promise<BareClient> {
  const { session } = await connect(simulator).send(
    new ExecuteCommandCommand({ task: TASK, command: 'echo hello', interactive: true }),
  );
  const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
  return BareClient.join({ sessionId, streamUrl, tokenValue });
}

function target({ world }: Simulator): string {
  const [container] = world.clusters.get('default')?.tasks.get(TASK)?.description.containers ?? [];
  return `ecs:default_${TASK}_${container?.runtimeId ?? ''}`;
}

async function respond(client: BareClient, ciphertext: unknown): Promise<void> {
  await client.receives(5);
  const actions = [
    { ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' },
    { ActionType: 'KMSEncryption', ActionStatus: 1, ActionResult: { KMSCipherTextKey: ciphertext }, Error: '' },
  ];
  client.send(6, JSON.stringify({ ClientVersion: '1.2.700.0', ProcessedClientActions: actions, Errors: [] }));
}
