import { DesiredStatus, LaunchType } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import { serviceGroup, type World } from '../world/world.ts';
import { daemonGroup } from './daemons.ts';
import { describeEach } from './describe.ts';
import { findCluster, nameService, nameTask } from './identifiers.ts';

export function listTasks(world: World, pages: Pages): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    refuseMixedFilters(input);
    const serviceName = input.text('serviceName');
    const family = input.text('family');
    const startedBy = input.text('startedBy');
    const daemon = input.text('daemonName');
    const instance = input.text('containerInstance');
    const launchType = input.oneOf('launchType', Object.values(LaunchType));
    const desiredStatus = input.oneOf('desiredStatus', Object.values(DesiredStatus)) ?? 'RUNNING';
    const service = serviceName === undefined ? undefined : nameService(world, cluster, serviceName);
    if (service && !service.found) {
      throw new AwsError('ServiceNotFoundException', 'Service not found.');
    }
    const group = service?.found && serviceGroup(service.found.serviceName ?? '');

    const tasks = [...cluster.tasks.values()]
      .map(({ description }) => description)
      .filter(
        (task) =>
          task.desiredStatus === desiredStatus &&
          (group === undefined || task.group === group) &&
          (family === undefined || task.taskDefinitionArn?.includes(`:task-definition/${family}:`)) &&
          (daemon === undefined || task.group === daemonGroup(daemon)) &&
          (startedBy === undefined || task.startedBy === startedBy) &&
          (instance === undefined || task.containerInstanceArn?.split('/').at(-1) === instance.split('/').at(-1)) &&
          (launchType === undefined || task.launchType === launchType),
      );
    const { items, nextToken } = pages.cut('ListTasks', input, tasks);
    return { taskArns: items.map(({ taskArn }) => taskArn), nextToken };
  };
}

export function describeTasks(world: World): Operation {
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const include = input.someOf('include', ['TAGS']);
    const ids = input.texts('tasks') ?? [];
    if (ids.length === 0) {
      throw new AwsError('InvalidParameterException', 'Tasks cannot be empty.');
    }
    // The sentence is AWS's own: sil-org/ecs-deploy#266.
    if (ids.length > 100) {
      throw new AwsError('InvalidParameterException', 'taskIds can have at most 100 items.');
    }
    const { described, failures } = describeEach(
      ids,
      (id) => nameTask(world, cluster, id),
      ({ description }) => ({ ...description, tags: include.has('TAGS') ? description.tags : [] }),
    );
    return { tasks: described, failures };
  };
}

/** Which filters exclude each other; the sentences are AWS's own: boto3#874, aws-sdk-go-v2#1893. */
function refuseMixedFilters(input: Parameters): void {
  const given = ['serviceName', 'family', 'containerInstance', 'startedBy', 'launchType'].filter(
    (name) => input.text(name) !== undefined,
  );
  if (given.includes('startedBy') && given.length > 1) {
    throw cannotMix('startedBy');
  }
  if (given.includes('serviceName') && (given.includes('family') || given.includes('containerInstance'))) {
    throw cannotMix('serviceName');
  }
}

function cannotMix(filter: string): AwsError {
  return new AwsError('InvalidParameterException', `cannot specify ${filter} with other arguments`);
}
