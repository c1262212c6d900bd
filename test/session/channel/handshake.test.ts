import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../../../src/problem.ts';
import type { Encryption } from '../../../src/session/api.ts';
import { Cipher } from '../../../src/session/channel/cipher.ts';
import {
  answerChallenge,
  answerHandshake,
  customerMessage,
  type Terms,
} from '../../../src/session/channel/handshake.ts';
import { sentence } from '../../../src/text.ts';
import { runs } from '../../support/properties.ts';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
const TARGET = 'ecs:demo_0123_0123-45';

function request(...actions: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ AgentVersion: '3.3.1142.0', RequestedClientActions: actions }));
}

function sessionType(name: string, properties: unknown = null): object {
  return { ActionType: 'SessionType', ActionParameters: { SessionType: name, Properties: properties } };
}

function kms(challenge?: string): object {
  return { ActionType: 'KMSEncryption', ActionParameters: { KMSKeyId: KEY_ARN, Challenge: challenge } };
}

interface Response {
  readonly ClientVersion: string;
  readonly ProcessedClientActions: readonly {
    readonly ActionType: string;
    readonly ActionStatus: number;
    readonly ActionResult: unknown;
    readonly Error: string;
  }[];
  readonly Errors: readonly string[];
}

async function answered(payload: Uint8Array, terms: Partial<Terms> = {}) {
  const answer = await answerHandshake(payload, {
    sessionId: 'session-1',
    sessionTypes: ['InteractiveCommands', 'Port'],
    encryption: undefined,
    ...terms,
  });
  assert.ok(answer);
  return { ...answer, response: JSON.parse(answer.response.toString()) as Response };
}

/** KMS as a test wants it, with a record of what it was asked. */
function fakeKms(changes: Partial<Encryption> = {}) {
  const plaintext = randomBytes(64);
  const asked: [string, unknown][] = [];
  const encryption: Encryption = {
    target: () => Promise.resolve(TARGET),
    dataKey: (key, context) => {
      asked.push([key, context]);
      return Promise.resolve({ plaintext, ciphertext: Buffer.from('encrypted key') });
    },
    ...changes,
  };
  return { encryption, asked, plaintext };
}

suite('a handshake', () => {
  test('agrees to the session type, and tells what the agent told', async () => {
    const { response, handshake, cipher, problem } = await answered(request(sessionType('Port', { portNumber: '80' })));
    assert.deepEqual(handshake, { agentVersion: '3.3.1142.0', sessionType: 'Port', properties: { portNumber: '80' } });
    assert.match(response.ClientVersion, /^1\.2\.\d+\.0$/);
    assert.deepEqual(response.ProcessedClientActions, [
      { ActionType: 'SessionType', ActionStatus: 1, ActionResult: null, Error: '' },
    ]);
    assert.deepEqual(response.Errors, []);
    assert.equal(cipher, undefined);
    assert.equal(problem, undefined);
  });

  test('does not agree to session types and actions that it does not know', async () => {
    for (const action of [sessionType('Telepathy'), { ActionType: 'Dance', ActionParameters: {} }]) {
      const { response, problem } = await answered(request(action));
      assert.equal(response.ProcessedClientActions[0]?.ActionStatus, 3);
      assert.match(response.ProcessedClientActions[0].Error, /Telepathy|Dance/);
      assert.equal(problem?.code, 'session/unsupported');
    }
  });

  test('fetches a data key in the context of session and target, and forgets its clear text', async () => {
    const { encryption, asked, plaintext } = fakeKms();
    const mirrored = new Cipher(Buffer.concat([plaintext.subarray(32), plaintext.subarray(0, 32)]));
    const { response, cipher } = await answered(request(sessionType('InteractiveCommands'), kms('random')), {
      encryption,
    });
    assert.deepEqual(asked, [[KEY_ARN, { 'aws:ssm:SessionId': 'session-1', 'aws:ssm:TargetId': TARGET }]]);
    assert.deepEqual(response.ProcessedClientActions[1], {
      ActionType: 'KMSEncryption',
      ActionStatus: 1,
      ActionResult: {
        KMSCipherTextKey: Buffer.from('encrypted key').toString('base64'),
        ChallengeAcknowledgement: false,
      },
      Error: '',
    });
    assert.equal(cipher?.decrypt(mirrored.encrypt(Buffer.from('hello')))?.toString(), 'hello');
    assert.deepEqual(plaintext, Buffer.alloc(64));
  });

  test('puts the random challenge into the context where that is wanted and there is one', async () => {
    const { encryption, asked } = fakeKms({ answerChallenge: true });
    const { response } = await answered(request(kms('random')), { encryption });
    assert.deepEqual(asked[0]?.[1], {
      'aws:ssm:SessionId': 'session-1',
      'aws:ssm:TargetId': TARGET,
      'aws:ssm:RandomChallenge': 'random',
    });
    assert.equal(
      (response.ProcessedClientActions[0]?.ActionResult as Record<string, unknown>).ChallengeAcknowledgement,
      true,
    );

    const old = fakeKms({ answerChallenge: true });
    const second = await answered(request(kms()), { encryption: old.encryption });
    assert.deepEqual(Object.keys(old.asked[0]?.[1] as object), ['aws:ssm:SessionId', 'aws:ssm:TargetId']);
    assert.equal(
      (second.response.ProcessedClientActions[0]?.ActionResult as Record<string, unknown>).ChallengeAcknowledgement,
      false,
    );
  });

  test('says what KMS says when there is no key', async () => {
    const denied = new Problem('access-denied', sentence('You are not allowed kms:GenerateDataKey.'));
    const failures: [Partial<Encryption>, string][] = [
      [{ dataKey: () => Promise.reject(denied) }, 'access-denied'],
      [{ dataKey: () => Promise.reject(new Error('secret')) }, 'session/no-data-key'],
      [{ target: () => Promise.reject(denied) }, 'access-denied'],
      [
        { dataKey: () => Promise.resolve({ plaintext: randomBytes(32), ciphertext: randomBytes(8) }) },
        'session/no-data-key',
      ],
      [
        {
          target: () => {
            throw new TypeError('secret');
          },
        },
        'session/no-data-key',
      ],
    ];
    for (const [changes, code] of failures) {
      const { response, problem, cipher } = await answered(request(kms()), { encryption: fakeKms(changes).encryption });
      assert.equal(problem?.code, code);
      assert.equal(cipher, undefined);
      assert.equal(response.ProcessedClientActions[0]?.ActionStatus, 2);
      assert.notEqual(response.ProcessedClientActions[0].Error, '');
      assert.doesNotMatch(JSON.stringify(response), /secret/);
    }
    const { problem, response } = await answered(request(kms()));
    assert.equal(problem?.code, 'session/encrypted');
    assert.equal(response.ProcessedClientActions[0]?.ActionStatus, 3);
  });

  test('is not answered where it cannot be read', async () => {
    const terms: Terms = { sessionId: 's', sessionTypes: [], encryption: undefined };
    for (const content of ['', '{', 'null', '[]', '{}', '{"RequestedClientActions":{}}', '"x"']) {
      assert.equal(await answerHandshake(Buffer.from(content), terms), undefined, content);
    }
  });

  test('does not reject, whatever is asked', async () => {
    const action = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { ActionType: fc.constantFrom('SessionType', 'KMSEncryption', '', null, 7), ActionParameters: fc.jsonValue() },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 5 }), async (actions) => {
        fc.pre(actions.filter((asked) => JSON.stringify(asked).includes('"ActionType":"KMSEncryption"')).length < 2);
        const { response } = await answered(request(...actions), { encryption: fakeKms().encryption });
        assert.equal(response.ProcessedClientActions.length, actions.length);
      }),
      runs(),
    );
  });

  test('answers a challenge that it can decrypt, and no other', () => {
    const key = randomBytes(64);
    const agent = new Cipher(Buffer.concat([key.subarray(32), key.subarray(0, 32)]));
    const client = new Cipher(key);
    const challenge = randomBytes(64);
    const asked = Buffer.from(JSON.stringify({ Challenge: agent.encrypt(challenge).toString('base64') }));
    const response = answerChallenge(asked, client);
    assert.ok(response);
    const { Challenge } = JSON.parse(response.toString()) as { Challenge: string };
    assert.deepEqual(agent.decrypt(Buffer.from(Challenge, 'base64')), challenge);
    for (const content of [
      '',
      '{}',
      '{"Challenge":7}',
      '{"Challenge":"AAAA"}',
      JSON.stringify({ Challenge: client.encrypt(challenge).toString('base64') }),
    ]) {
      assert.equal(answerChallenge(Buffer.from(content), client), undefined, content);
    }
  });

  test('may end with a message for the user', () => {
    assert.equal(customerMessage(Buffer.from('{"HandshakeTimeToComplete":1,"CustomerMessage":"Welcome"}')), 'Welcome');
    for (const content of ['', '{}', '{"CustomerMessage":null}']) {
      assert.equal(customerMessage(Buffer.from(content)), '');
    }
  });
});
