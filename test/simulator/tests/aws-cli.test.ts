import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { findCli } from '../../support/aws-cli.ts';
import { type Simulator, startSimulator } from '../index.ts';

const run = promisify(execFile);

suite('the real AWS CLI', async () => {
  const cli = await findCli();
  const skip = cli === undefined && 'There is no working AWS CLI here; apt-get install awscli brings it.';
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());

  const aws = async (...argv: string[]): Promise<unknown> => {
    const { stdout } = await run(cli ?? '', [...argv, '--endpoint-url', simulator.endpoint, '--output', 'json'], {
      env: environment(simulator),
    });
    return JSON.parse(stdout);
  };
  const ecs = (...argv: string[]): Promise<unknown> => aws('ecs', ...argv);

  test('lists and describes clusters', { skip }, async () => {
    const clusterArns = ['shop', 'back-office', 'payments-prod'].map(
      (name) => `arn:aws:ecs:eu-central-1:123456789012:cluster/${name}`,
    );
    assert.deepEqual(await ecs('list-clusters'), { clusterArns });
    const { clusters } = (await ecs('describe-clusters', '--clusters', 'shop')) as {
      clusters: { runningTasksCount: number }[];
    };
    assert.deepEqual(
      clusters.map(({ runningTasksCount }) => runningTasksCount),
      [5],
    );
  });

  test('lists tasks, page by page, and describes them', { skip }, async () => {
    const { taskArns } = (await ecs('list-tasks', '--cluster', 'shop', '--page-size', '4')) as { taskArns: string[] };
    assert.equal(taskArns.length, 6);
    const { tasks, failures } = (await ecs('describe-tasks', '--cluster', 'shop', '--tasks', ...taskArns)) as {
      tasks: { taskArn: string; createdAt: string | number }[];
      failures: unknown[];
    };
    assert.deepEqual(tasks.map(({ taskArn }) => taskArn).sort(), taskArns.toSorted());
    // Version 1 of the CLI prints times as the seconds that they are on the wire.
    const createdAt = tasks.map((task) =>
      typeof task.createdAt === 'number' ? task.createdAt * 1000 : Date.parse(task.createdAt),
    );
    assert.ok(createdAt.every((time) => time > Date.parse('2000-01-01') && time < Date.now()));
    assert.deepEqual(failures, []);
  });

  test('gets data keys', { skip }, async () => {
    const argv = ['--key-id', 'alias/back-office-exec', '--number-of-bytes', '64', '--encryption-context', 'tenant=a'];
    const { KeyId, Plaintext } = (await aws('kms', 'generate-data-key', ...argv)) as {
      KeyId: string;
      Plaintext: string;
    };
    assert.equal(KeyId, [...simulator.world.keys.values()][0]?.arn);
    assert.equal(Buffer.from(Plaintext, 'base64').length, 64);
  });

  test('lists and describes services and task definitions', { skip }, async () => {
    const { serviceArns } = (await ecs('list-services', '--cluster', 'shop')) as { serviceArns: string[] };
    const { services } = (await ecs('describe-services', '--cluster', 'shop', '--services', ...serviceArns)) as {
      services: { serviceName: string }[];
    };
    assert.deepEqual(services.map(({ serviceName }) => serviceName).sort(), ['order-worker', 'storefront']);
    const { taskDefinitionArns } = (await ecs('list-task-definitions')) as { taskDefinitionArns: string[] };
    assert.equal(taskDefinitionArns.length, 12);
    const { taskDefinition } = (await ecs('describe-task-definition', '--task-definition', 'storefront')) as {
      taskDefinition: { revision: number };
    };
    assert.equal(taskDefinition.revision, 42);
  });

  test('asks IAM, EC2 and S3', { skip }, async () => {
    const { Role } = (await aws('iam', 'get-role', '--role-name', 'refunds-task')) as {
      Role: { AssumeRolePolicyDocument: { Statement: { Action: string } } };
    };
    assert.equal(Role.AssumeRolePolicyDocument.Statement.Action, 'sts:AssumeRole');
    const simulate = ['iam', 'simulate-principal-policy', '--policy-source-arn'];
    const { EvaluationResults } = (await aws(
      ...simulate,
      'arn:aws:iam::123456789012:role/refunds-task',
      '--action-names',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    )) as { EvaluationResults: { EvalDecision: string }[] };
    assert.deepEqual(
      EvaluationResults.map(({ EvalDecision }) => EvalDecision),
      ['allowed', 'implicitDeny'],
    );
    const filters = ['--filters', 'Name=association.main,Values=true'];
    const { RouteTables } = (await aws('ec2', 'describe-route-tables', ...filters)) as {
      RouteTables: { Routes: { NatGatewayId?: string }[] }[];
    };
    assert.match(RouteTables[0]?.Routes[1]?.NatGatewayId ?? '', /^nat-/);
    await assert.rejects(aws('s3api', 'get-bucket-encryption', '--bucket', 'nowhere'), {
      stderr: /\(NoSuchBucket\) when calling the GetBucketEncryption operation: The specified bucket does not exist/,
    });
    await assert.rejects(aws('ec2', 'describe-subnets', '--subnet-ids', 'subnet-12345678'), {
      stderr: /\(InvalidSubnetID\.NotFound\)/,
    });
  });

  test('shows an error as AWS’s', { skip }, async () => {
    await assert.rejects(ecs('list-tasks', '--cluster', 'nowhere'), {
      stderr:
        /An error occurred \(ClusterNotFoundException\) when calling the ListTasks operation: Cluster not found\./,
    });
  });
});

/** The simulator's credentials and nothing of the developer's own. */
function environment(simulator: Simulator): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    ...simulator.environment,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** The first `aws` on the PATH that works: a version manager's stand-in for one that is not installed does not. */
