import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  ContinueServiceDeploymentCommand,
  type DeploymentConfiguration,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  type ECSClient,
  type ServiceDeployment,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { type Simulator, startSimulator } from '../index.ts';
import { connect } from './client.ts';

/** A service whose deployment is under way, by this configuration. */
async function deploying(deployment: DeploymentConfiguration) {
  const simulator = await startSimulator({
    scenario: { clusters: [{ name: 'shop', services: [{ name: 'web', tasks: 2, deployment }] }] },
    pace: 'by hand',
  });
  const ecs = connect(simulator);
  const { service } = await ecs.send(
    new UpdateServiceCommand({ cluster: 'shop', service: 'web', forceNewDeployment: true }),
  );
  const arn = service?.currentServiceDeployment ?? '';
  return { simulator, ecs, arn, [Symbol.asyncDispose]: () => simulator.close() };
}

async function look(ecs: ECSClient, arn: string): Promise<ServiceDeployment> {
  const { serviceDeployments } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
  );
  assert.ok(serviceDeployments?.[0]);
  return serviceDeployments[0];
}

/** The stages that it is seen in, and the weights of production traffic, until so many seconds are over. */
async function watch({ simulator, ecs, arn }: { simulator: Simulator; ecs: ECSClient; arn: string }, seconds: number) {
  const [stages, weights] = [new Set<string>(), new Set<number>()];
  for (let passed = 0; passed < seconds; passed += 1) {
    const { lifecycleStage = '', targetServiceRevision } = await look(ecs, arn);
    stages.add(lifecycleStage);
    weights.add(targetServiceRevision?.requestedProductionTrafficWeight ?? -1);
    simulator.clock.advance(1);
  }
  return { stages: [...stages], weights: [...weights] };
}

suite('deployments in stages', () => {
  test('blue/green runs both side by side, shifts all traffic at once, bakes, and cleans up', async () => {
    await using world = await deploying({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 });
    const { stages, weights } = await watch(world, 120);
    assert.deepEqual(stages, [
      'RECONCILE_SERVICE',
      'PRE_SCALE_UP',
      'SCALE_UP',
      'POST_SCALE_UP',
      'TEST_TRAFFIC_SHIFT',
      'POST_TEST_TRAFFIC_SHIFT',
      'PRODUCTION_TRAFFIC_SHIFT',
      'POST_PRODUCTION_TRAFFIC_SHIFT',
      'BAKE_TIME',
      'CLEAN_UP',
    ]);
    assert.deepEqual(weights, [0, 100]);
    assert.equal((await look(world.ecs, world.arn)).status, 'SUCCESSFUL');
    const { services } = await world.ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
    assert.deepEqual([services?.[0]?.runningCount, services?.[0]?.deployments?.length], [2, 1]);
  });

  test('linear and canary deployments shift traffic in steps', async () => {
    await using linear = await deploying({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 0.1 },
    });
    assert.deepEqual((await watch(linear, 90)).weights, [0, 25, 50, 75, 100]);
    await using canary = await deploying({
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 0.1 },
    });
    assert.deepEqual((await watch(canary, 90)).weights, [0, 5, 100]);
  });

  test('a pause waits for an answer, once', async () => {
    await using world = await deploying({
      strategy: 'BLUE_GREEN',
      lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }],
    });
    const { simulator, ecs, arn } = world;
    simulator.clock.advance(600);
    const { lifecycleStage, lifecycleHookDetails: [hook] = [] } = await look(ecs, arn);
    assert.deepEqual(
      [lifecycleStage, hook?.targetType, hook?.status, hook?.timeoutAction],
      ['POST_TEST_TRAFFIC_SHIFT', 'PAUSE', 'AWAITING_ACTION', 'ROLLBACK'],
    );
    const go = new ContinueServiceDeploymentCommand({ serviceDeploymentArn: arn, hookId: hook?.hookId ?? '' });
    await ecs.send(go);
    await assert.rejects(ecs.send(go), { name: 'InvalidParameterException' });
    simulator.clock.advance(60);
    const { status, lifecycleHookDetails } = await look(ecs, arn);
    assert.deepEqual([status, lifecycleHookDetails?.[0]?.status], ['SUCCESSFUL', 'SUCCEEDED']);
  });

  test('a pause that nobody answers ends in a rollback', async () => {
    await using world = await deploying({
      strategy: 'BLUE_GREEN',
      lifecycleHooks: [
        {
          targetType: 'PAUSE',
          lifecycleStages: ['POST_SCALE_UP'],
          timeoutConfiguration: { timeoutInMinutes: 5, action: 'ROLLBACK' },
        },
      ],
    });
    world.simulator.clock.advance(400);
    const { status, lifecycleHookDetails } = await look(world.ecs, world.arn);
    assert.deepEqual([status, lifecycleHookDetails?.[0]?.status], ['ROLLBACK_SUCCESSFUL', 'TIMED_OUT']);
  });

  test('one that is rolled back during its bake time has the former tasks at once', async () => {
    await using world = await deploying({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 30 });
    const { simulator, ecs, arn } = world;
    simulator.clock.advance(120);
    assert.equal((await look(ecs, arn)).lifecycleStage, 'BAKE_TIME');
    await ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn: arn, stopType: 'ROLLBACK' }));
    simulator.clock.advance(3);
    assert.equal((await look(ecs, arn)).status, 'ROLLBACK_SUCCESSFUL');
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
    assert.deepEqual(
      services?.[0]?.deployments?.map(({ status, runningCount }) => [status, runningCount]),
      [['PRIMARY', 2]],
    );
  });
});
