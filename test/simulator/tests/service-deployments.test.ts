import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { type Scenario, startSimulator } from '../index.ts';
import { connect } from './client.ts';

const definition = { networkMode: 'awsvpc', taskRoleArn: 'arn:aws:iam::123456789012:role/web' } as const;

const scenario: Scenario = {
  clusters: [{ name: 'shop', services: [{ name: 'web', taskDefinition: 'web:1', tasks: 2 }] }],
  taskDefinitions: [
    { ...definition, family: 'web', revision: 1, containerDefinitions: [{ name: 'app', image: 'web:1' }] },
    {
      ...definition,
      family: 'web',
      revision: 2,
      containerDefinitions: [{ name: 'app', image: 'web:2' }],
      fails: { how: 'cannot-pull' },
    },
  ],
};

async function newest(ecs: ECSClient): Promise<ServiceDeployment> {
  const { serviceDeployments = [] } = await ecs.send(
    new ListServiceDeploymentsCommand({ cluster: 'shop', service: 'web' }),
  );
  const described = await ecs.send(
    new DescribeServiceDeploymentsCommand({
      serviceDeploymentArns: [serviceDeployments[0]?.serviceDeploymentArn ?? ''],
    }),
  );
  assert.deepEqual(described.failures, []);
  assert.ok(described.serviceDeployments?.[0]);
  return described.serviceDeployments[0];
}

suite('deployments of a service', () => {
  test('one whose tasks cannot start is rolled back by the circuit breaker, and says why', async () => {
    await using simulator = await startSimulator({ scenario });
    const ecs = connect(simulator);
    await ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', taskDefinition: 'web:2' }));
    const { status, statusReason, deploymentCircuitBreaker, rollback, sourceServiceRevisions } = await newest(ecs);
    assert.deepEqual(
      [status, statusReason, deploymentCircuitBreaker, rollback?.reason],
      [
        'ROLLBACK_SUCCESSFUL',
        'Service deployment rolled back because the circuit breaker threshold was exceeded.',
        { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
        'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      ],
    );
    assert.equal(rollback?.serviceRevisionArn, sourceServiceRevisions?.[0]?.arn);
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
    const [service] = services ?? [];
    assert.ok(service);
    assert.match(service.taskDefinition ?? '', /\/web:1$/);
    assert.equal(service.runningCount, 2);
    const said = (service.events ?? []).map(({ message = '' }) => message.replace(/\d{15,}/, '…'));
    assert.ok(said.includes('(service web) (deployment ecs-svc/…) deployment failed: tasks failed to start.'));
    assert.ok(said.includes('(service web) rolling back to deployment ecs-svc/….'), said.join('\n'));
  });

  test('one that is stopped by its owner is rolled back, and can be stopped only once', async () => {
    await using simulator = await startSimulator({ scenario, pace: 'by hand' });
    const ecs = connect(simulator);
    const { service } = await ecs.send(
      new UpdateServiceCommand({ cluster: 'shop', service: 'web', forceNewDeployment: true }),
    );
    const serviceDeploymentArn = service?.currentServiceDeployment ?? '';
    simulator.clock.advance(20);
    const stop = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
    assert.equal((await ecs.send(stop)).serviceDeploymentArn, serviceDeploymentArn);
    assert.equal((await newest(ecs)).status, 'ROLLBACK_REQUESTED');
    await assert.rejects(ecs.send(stop), { name: 'ConflictException' });
    simulator.clock.advance(1);
    assert.equal((await newest(ecs)).status, 'ROLLBACK_IN_PROGRESS');
    simulator.clock.advance(60);
    assert.equal((await newest(ecs)).status, 'ROLLBACK_SUCCESSFUL');
    await assert.rejects(ecs.send(stop), { name: 'ConflictException' });
  });

  test('their revisions say what they brought', async () => {
    await using simulator = await startSimulator({ scenario });
    const ecs = connect(simulator);
    const { targetServiceRevision } = await newest(ecs);
    const { serviceRevisions, failures } = await ecs.send(
      new DescribeServiceRevisionsCommand({
        serviceRevisionArns: [
          targetServiceRevision?.arn ?? '',
          'arn:aws:ecs:eu-central-1:123456789012:service-revision/shop/web/1',
        ],
      }),
    );
    assert.match(serviceRevisions?.[0]?.taskDefinition ?? '', /\/web:1$/);
    assert.deepEqual(serviceRevisions?.[0]?.containerImages, [{ containerName: 'app', image: 'web:1' }]);
    assert.deepEqual(
      failures?.map(({ reason }) => reason),
      ['MISSING'],
    );
  });

  test('an unknown one', async () => {
    await using simulator = await startSimulator({ scenario });
    const serviceDeploymentArn = 'arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/web/none';
    await assert.rejects(connect(simulator).send(new StopServiceDeploymentCommand({ serviceDeploymentArn })), {
      name: 'ServiceDeploymentNotFoundException',
    });
  });
});
