import type { Service, TaskSet } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Operation } from '../aws/protocol.ts';
import { serviceGroup, type World, type WorldCluster } from '../world/world.ts';
import { countsOf } from './describe.ts';
import { findCluster, nameService } from './identifiers.ts';

/** Task sets take the place of deployments where AWS CodeDeploy or somebody else deploys. */
export function describeTaskSets(world: World): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const { found: service } = nameService(world, cluster, input.text('service') ?? '');
    if (service === undefined) {
      throw new AwsError('ServiceNotFoundException', 'Service not found.');
    }
    if (service.status !== 'ACTIVE') {
      throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    }
    // AWS's own sentence is not on record.
    if (service.deploymentController?.type === 'ECS') {
      throw new AwsError(
        'InvalidParameterException',
        'Task sets are only supported for services that use the CODE_DEPLOY or EXTERNAL deployment controller.',
      );
    }
    const wanted = input.texts('taskSets');
    const sets = taskSetsOf(world, cluster, service);
    const isNamed = ({ id, taskSetArn }: TaskSet, name: string): boolean => name === id || name === taskSetArn;
    return {
      taskSets: sets.filter((set) => wanted === undefined || wanted.some((name) => isNamed(set, name))),
      failures: (wanted ?? [])
        .filter((name) => !sets.some((set) => isNamed(set, name)))
        .map((arn) => ({ arn, reason: 'MISSING' })),
    };
  };
}

/** The one task set of a service that ECS does not deploy; none of another. */
export function taskSetsOf(world: World, cluster: WorldCluster, service: Service): TaskSet[] {
  const { deploymentController, deployments: [first] = [], serviceName = '', desiredCount = 0 } = service;
  if (deploymentController?.type === 'ECS' || first === undefined) {
    return [];
  }
  const tasks = [...cluster.tasks.values()]
    .map(({ description }) => description)
    .filter(({ group }) => group === serviceGroup(serviceName));
  const id = first.id ?? '';
  const counts = countsOf(tasks);
  return [
    {
      id,
      taskSetArn: `arn:aws:ecs:${world.region}:${world.account}:task-set/${cluster.name}/${serviceName}/${id}`,
      serviceArn: service.serviceArn,
      clusterArn: service.clusterArn,
      startedBy: deploymentController?.type === 'CODE_DEPLOY' ? 'CODE_DEPLOY' : undefined,
      externalId: deploymentController?.type === 'CODE_DEPLOY' ? 'd-SIMULATOR' : undefined,
      status: 'PRIMARY',
      taskDefinition: service.taskDefinition,
      computedDesiredCount: desiredCount,
      ...counts,
      createdAt: first.createdAt,
      updatedAt: first.updatedAt,
      launchType: service.launchType,
      capacityProviderStrategy: service.capacityProviderStrategy,
      platformVersion: service.platformVersion,
      networkConfiguration: service.networkConfiguration,
      loadBalancers: service.loadBalancers,
      serviceRegistries: [],
      scale: { value: 100, unit: 'PERCENT' },
      stabilityStatus: counts.runningCount === desiredCount ? 'STEADY_STATE' : 'STABILIZING',
      stabilityStatusAt: first.updatedAt,
      tags: [],
    },
  ];
}
