import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  DescribeServicesCommand,
  ExecuteCommandCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { targetOf } from '../gateway/agent/target.ts';
import type { OpenedSession } from '../gateway/api.ts';
import { allow } from '../iam/aws-policies.ts';
import { QUICK_AGENT, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { agentDecrypt } from '../kms/agent-decrypt.ts';
import { type Cause, CAUSES, CHECK_IDS, CLUSTER, READY, SERVICE, TASK_ROLE } from '../scenarios/causes.ts';
import { checkScenario } from '../world/check.ts';
import { trustOf } from '../world/iam.ts';
import { loadScenario } from '../world/load.ts';
import { groupId, subnetId } from '../world/vpcs.ts';
import { BareClient, CREDENTIALS, refusal, sign } from './bare-client.ts';
import { connect, settings } from './client.ts';

/** What somebody gets who wants a shell: a shell, the name of AWS's error, or what is said in place of a shell. */
async function outcome(scenario: Scenario, container = 'app'): Promise<string> {
  await using simulator = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
  try {
    return await tryExec(simulator, container);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.name === 'Error' ? error.message : error.name;
  }
}

async function tryExec(simulator: Simulator, prefix: string): Promise<string> {
  const cluster = simulator.world.clusters.get(CLUSTER);
  const task =
    [...(cluster?.tasks.values() ?? [])].find(({ description }) => description.desiredStatus === 'RUNNING') ??
    [...(cluster?.tasks.values() ?? [])][0];
  const container = task?.description.containers?.find(({ name }) => name?.startsWith(prefix));
  const { session } = await connect(simulator).send(
    new ExecuteCommandCommand({
      cluster: CLUSTER,
      task: task?.description.taskArn,
      container: container?.name,
      command: '/bin/sh',
      interactive: true,
    }),
  );
  const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
  const kmsKeyId = cluster?.description.configuration?.executeCommandConfiguration?.kmsKeyId;
  return kmsKeyId === undefined
    ? join(simulator, { sessionId, streamUrl, tokenValue })
    : exchangeKeys(simulator, sessionId, kmsKeyId);
}

async function join(simulator: Simulator, opened: OpenedSession): Promise<string> {
  const headers = await sign(opened.streamUrl);
  if (simulator.world.iam.permissions !== undefined) {
    return (await refusal(opened.streamUrl, headers)).body;
  }
  const client = await BareClient.join(opened);
  await client.until('a prompt or the end', () => client.text.includes('# ') || client.ending !== undefined);
  return typeof client.ending === 'string' ? client.ending : 'a shell';
}

/** Both sides of the exchange of keys, without the frames around them. */
async function exchangeKeys(simulator: Simulator, sessionId: string, KeyId: string): Promise<string> {
  const container = simulator.gateway.sessions.get(sessionId)?.container;
  assert.ok(container);
  const context = { 'aws:ssm:SessionId': sessionId, 'aws:ssm:TargetId': targetOf(container) };
  const kms = new KMSClient(settings(simulator));
  const { CiphertextBlob, Plaintext = [] } = await kms.send(
    new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 64, EncryptionContext: context }),
  );
  const ciphertext = Buffer.from(CiphertextBlob ?? []);
  const key = agentDecrypt(simulator.world, simulator.faults)({ kmsKeyId: KeyId, ciphertext, context, container });
  assert.deepEqual(key, Buffer.from(Plaintext));
  return 'a shell';
}

suite('a world where all is well', () => {
  for (const [name, scenario] of Object.entries(READY)) {
    test(`gives a shell: ${name}`, async () => {
      assert.equal(await outcome(scenario), 'a shell');
    });
  }
});

suite('a world where something is wrong', () => {
  for (const [name, { scenario, wrong, exec = 'TargetNotConnectedException', container }] of Object.entries(CAUSES)) {
    test(`fails as AWS does, or not: ${name}`, async () => {
      const found = await outcome(scenario, container);
      if (typeof exec === 'string') {
        assert.equal(found, exec, wrong);
      } else {
        assert.ok(found.includes(exec.says), `${wrong}: ${found}`);
      }
    });
  }

  const started = (name: string): Promise<Simulator> =>
    startSimulator({ scenario: CAUSES[name]?.scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
  const fails = (simulator: Simulator): Promise<void> =>
    assert.rejects(tryExec(simulator, 'app'), { name: 'TargetNotConnectedException' });
  const works = async (simulator: Simulator): Promise<void> => assert.equal(await tryExec(simulator, 'app'), 'a shell');

  test('is mended by the policy that is missing', async () => {
    await using simulator = await started('role-with-some-channels');
    await fails(simulator);
    const PolicyDocument = JSON.stringify(allow('ssmmessages:OpenDataChannel'));
    const put = { RoleName: TASK_ROLE, PolicyName: 'more', PolicyDocument };
    await new IAMClient(settings(simulator)).send(new PutRolePolicyCommand(put));
    await works(simulator);
  });

  test('is mended by another trust policy', async () => {
    await using simulator = await started('role-for-another-service');
    await fails(simulator);
    const PolicyDocument = JSON.stringify(trustOf('ecs-tasks.amazonaws.com'));
    const update = { RoleName: TASK_ROLE, PolicyDocument };
    await new IAMClient(settings(simulator)).send(new UpdateAssumeRolePolicyCommand(update));
    await works(simulator);
  });

  test('is mended by hand: a route, a group, an endpoint, an agent', async () => {
    const hands: [name: string, mend: (simulator: Simulator) => void][] = [
      [
        'blackhole-route',
        ({ world }) =>
          [...world.vpcs.routeTables.values()].forEach(({ Routes = [] }) =>
            Routes.forEach((route) => (route.State = 'active')),
          ),
      ],
      [
        'task-group-closed',
        ({ world }) =>
          [...world.vpcs.securityGroups.values()].forEach(
            (group) => (group.IpPermissionsEgress = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]),
          ),
      ],
      [
        'endpoint-without-private-dns',
        ({ world }) => [...world.vpcs.endpoints.values()].forEach((endpoint) => (endpoint.PrivateDnsEnabled = true)),
      ],
      [
        'agent-disconnected',
        ({ world }) =>
          [...(world.clusters.get(CLUSTER)?.instances.values() ?? [])].forEach(
            (instance) => (instance.agentConnected = true),
          ),
      ],
    ];
    for (const [name, mend] of hands) {
      await using simulator = await started(name);
      await fails(simulator);
      mend(simulator);
      await works(simulator);
    }
  });

  test('is mended by a deployment where exec was off, or where the agent has died', async () => {
    for (const name of ['exec-off', 'exec-switched-on-later', 'agent-cannot-be-restarted']) {
      await using simulator = await started(name);
      await assert.rejects(tryExec(simulator, 'app'), { name: 'InvalidParameterException' });
      const update = { cluster: CLUSTER, service: SERVICE, enableExecuteCommand: true, forceNewDeployment: true };
      await connect(simulator).send(new UpdateServiceCommand(update));
      await works(simulator);
    }
  });

  test('shows when a service was deployed, and that it still is', async () => {
    await using simulator = await started('deployment-under-way');
    const ask = new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] });
    const [service] = (await connect(simulator).send(ask)).services ?? [];
    const [deployment] = service?.deployments ?? [];
    assert.equal(deployment?.rolloutState, 'IN_PROGRESS');
    assert.match(service?.currentServiceDeployment ?? '', /:service-deployment\/shop\/web\//);
    await using later = await started('exec-switched-on-later');
    const [other] = (await connect(later).send(ask)).services ?? [];
    const [task] = later.world.clusters.get(CLUSTER)?.tasks.values() ?? [];
    assert.ok((task?.description.startedAt ?? 0) < (other?.deployments?.[0]?.createdAt ?? 0));
  });

  test('is where RunTask is told to run', async () => {
    await using simulator = await startSimulator({ scenario: READY['fargate'], credentials: CREDENTIALS });
    const subnets = [subnetId('isolated')];
    const { tasks } = await connect(simulator).send(
      new RunTaskCommand({
        cluster: CLUSTER,
        taskDefinition: SERVICE,
        launchType: 'FARGATE',
        enableExecuteCommand: true,
        networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [groupId('web')] } },
      }),
    );
    const input = { cluster: CLUSTER, task: tasks?.[0]?.taskArn, command: 'sh', interactive: true };
    await assert.rejects(connect(simulator).send(new ExecuteCommandCommand(input)), {
      name: 'TargetNotConnectedException',
    });
  });

  test('can be started by its name', () => {
    assert.equal(loadScenario('no-route'), CAUSES['no-route']?.scenario);
  });

  test('can be a file as well', () => {
    const scenarios = [...Object.values(READY), ...Object.values(CAUSES).map(({ scenario }: Cause) => scenario)];
    for (const scenario of scenarios) {
      checkScenario(JSON.parse(JSON.stringify(scenario)));
    }
  });

  test('is known for every check that a scenario can fail', () => {
    const checks = new Set(Object.values(CAUSES).map(({ check }) => check));
    assert.deepEqual(
      CHECK_IDS.filter((id) => !checks.has(id)),
      ['image-can-log', 'sessions-left'],
    );
  });
});
