import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import {
  AccessDeniedException,
  ClientException,
  ClusterNotFoundException,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  InvalidParameterException,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  ServerException,
  ServiceNotFoundException,
} from '@aws-sdk/client-ecs';
import { type Simulator, startSimulator } from '../index.ts';
import { connect } from './client.ts';

let simulator: Simulator;
let ecs: ECSClient;

before(async () => {
  simulator = await startSimulator();
  ecs = connect(simulator);
});
after(() => simulator.close());
afterEach(() => simulator.faults.clear());

suite('the errors that ECS documents', () => {
  test('are recognised by the SDK as its own classes', async () => {
    await assert.rejects(ecs.send(new ListServicesCommand({ cluster: 'nowhere' })), ClusterNotFoundException);
    await assert.rejects(
      ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'nobody' })),
      ServiceNotFoundException,
    );
    await assert.rejects(ecs.send(new ListClustersCommand({ maxResults: 101 })), InvalidParameterException);
    await assert.rejects(ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'nothing' })), ClientException);
    simulator.faults.add({ kind: 'server-error', times: 1 });
    await assert.rejects(ecs.send(new ListClustersCommand()), ServerException);
    simulator.faults.add({ kind: 'access-denied', times: 1 });
    await assert.rejects(ecs.send(new ListClustersCommand()), AccessDeniedException);
  });

  test('carry a request id and a status', async () => {
    await assert.rejects(
      ecs.send(new ListServicesCommand({ cluster: 'nowhere' })),
      (error: ClusterNotFoundException) => {
        assert.equal(error.$metadata.httpStatusCode, 400);
        assert.match(error.$metadata.requestId ?? '', /^[0-9a-f-]{36}$/);
        return true;
      },
    );
    simulator.faults.add({ kind: 'server-error' });
    await assert.rejects(
      ecs.send(new ListClustersCommand()),
      (error: ServerException) => error.$metadata.httpStatusCode === 500,
    );
  });
});

suite('credentials', () => {
  const refused = async (
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
    name: string,
  ): Promise<void> => assert.rejects(connect(simulator, { credentials }).send(new ListClustersCommand()), { name });

  test('are made anew for each simulator, and no others count', async () => {
    const { accessKeyId, secretAccessKey } = simulator.credentials;
    assert.ok(secretAccessKey.length >= 40);
    await using other = await startSimulator();
    assert.notEqual(secretAccessKey, other.credentials.secretAccessKey);
    await refused(other.credentials, 'InvalidSignatureException');
    await refused({ accessKeyId: 'test', secretAccessKey: 'test' }, 'UnrecognizedClientException');
    await refused({ accessKeyId, secretAccessKey: 'guess' }, 'InvalidSignatureException');
    await refused({ accessKeyId, secretAccessKey, sessionToken: 'stale' }, 'UnrecognizedClientException');
  });

  test('may be chosen, and are then the only ones', async () => {
    const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'chosen', sessionToken: 'token' };
    await using own = await startSimulator({ credentials });
    await connect(own, { credentials }).send(new ListClustersCommand());
    assert.equal(own.environment['AWS_SECRET_ACCESS_KEY'], 'chosen');
    await assert.rejects(connect(own, { credentials: simulator.credentials }).send(new ListClustersCommand()), {
      name: 'UnrecognizedClientException',
    });
    await refused(credentials, 'UnrecognizedClientException');
  });

  test('are refused in another region, and with a clock that is wrong', async () => {
    await assert.rejects(connect(simulator, { region: 'us-west-2' }).send(new ListClustersCommand()), {
      name: 'InvalidSignatureException',
      message: /valid region/,
    });
    await assert.rejects(connect(simulator, { systemClockOffset: -3_600_000 }).send(new ListClustersCommand()), {
      name: 'InvalidSignatureException',
      message: /^Signature expired/,
    });
  });

  test('expire on request', async () => {
    simulator.faults.add({ kind: 'expired-token' });
    await assert.rejects(ecs.send(new ListClustersCommand()), {
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
  });
});

suite('on request', () => {
  test('one operation is throttled so many times, and the SDK gets through by trying again', async () => {
    simulator.faults.add({ kind: 'throttle', operation: 'ListServices', times: 2 });
    await ecs.send(new ListClustersCommand());
    await assert.rejects(ecs.send(new ListServicesCommand({ cluster: 'shop' })), {
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    const patient = connect(simulator, { maxAttempts: 2 });
    const { $metadata } = await patient.send(new ListServicesCommand({ cluster: 'shop' }));
    assert.equal($metadata.attempts, 2);
  });

  test('access to an operation is denied, in AWS’s words', async () => {
    simulator.faults.add({ kind: 'access-denied', operation: 'DescribeTasks' });
    const id = '0'.repeat(32);
    await assert.rejects(ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks: [id] })), {
      message:
        'User: arn:aws:iam::123456789012:user/test is not authorized to perform: ecs:DescribeTasks on resource: ' +
        `arn:aws:ecs:eu-central-1:123456789012:task/shop/${id} because no identity-based policy allows the ecs:DescribeTasks action`,
    });
  });

  test('the connection breaks', async () => {
    simulator.faults.add({ kind: 'reset', times: 1 });
    await assert.rejects(ecs.send(new ListClustersCommand()), { code: 'ECONNRESET' });
    await ecs.send(new ListClustersCommand());
  });

  test('answers are late, and a simulator that closes does not wait for them', async () => {
    await using slow = await startSimulator();
    slow.faults.latency = 600_000;
    const answer = connect(slow).send(new ListClustersCommand());
    const failed = assert.rejects(answer);
    while (slow.requests.length === 0) {
      await new Promise(setImmediate);
    }
    await slow.close();
    await failed;
  });
});

test('the simulator records the calls that arrive', async () => {
  await using own = await startSimulator();
  const client = connect(own);
  await client.send(new ListTasksCommand({ cluster: 'shop', maxResults: 5 }));
  await assert.rejects(client.send(new ListTasksCommand({ cluster: 'nowhere' })));
  assert.deepEqual(own.requests, [
    { service: 'ecs', operation: 'ListTasks', input: { cluster: 'shop', maxResults: 5 }, error: undefined },
    { service: 'ecs', operation: 'ListTasks', input: { cluster: 'nowhere' }, error: 'ClusterNotFoundException' },
  ]);
});
