import { type Failure, LaunchType, type NetworkConfiguration, type Task, type TaskOverride } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import type { Life } from '../life/life.ts';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { PlaceScenario } from '../world/scenario.ts';
import type { World, WorldCluster, WorldTaskDefinition } from '../world/world.ts';
import { findCluster } from './identifiers.ts';

/** Starts tasks that belong to no service. Sentences are AWS's own where somebody has reported them. */
export function runTask(world: World, life: Life): Operation {
  /** What was asked for with each token, and the tasks that it got. */
  const tokens = new Map<string, { readonly asked: string; readonly taskArns: readonly string[] }>();
  return (input) => {
    const cluster = findCluster(world, input.text('cluster'));
    const reference = input.text('taskDefinition') ?? '';
    const definition = findTaskDefinition(world.taskDefinitions, world, reference);
    if (reference === '' || definition === undefined) {
      throw new AwsError(
        'ClientException',
        reference === '' ? 'TaskDefinition can not be blank.' : 'TaskDefinition not found.',
      );
    }
    if (definition.description.status !== 'ACTIVE') {
      throw new AwsError('ClientException', 'TaskDefinition is inactive');
    }
    const count = input.number('count') ?? 1;
    if (count < 1 || count > 10) {
      throw invalid('count must be between 1 and 10.');
    }
    const launch = readLaunch(cluster, input);
    const overrides = (input.values['overrides'] ?? {}) as TaskOverride;
    refuseNetwork(input, definition);
    refuseExec(input, definition, overrides);
    refuseNames(input, definition, overrides);
    refuseUnfit(launch.launchType, definition);
    const token = input.text('clientToken');
    const asked = JSON.stringify(Object.entries(input.values).sort());
    const known = token === undefined ? undefined : tokens.get(token);
    if (known !== undefined) {
      if (known.asked !== asked) {
        throw new AwsError('ConflictException', 'The clientToken was already used with different parameters.', 400, {
          resourceIds: known.taskArns,
        });
      }
      return { tasks: described(cluster, known.taskArns), failures: [] };
    }
    const missing = placementFailure(cluster, launch.launchType, definition);
    if (missing !== undefined) {
      return { tasks: [], failures: [missing] };
    }
    const tasks = Array.from({ length: count }, () =>
      life.run(cluster, {
        taskDefinition: definition.description.taskDefinitionArn ?? '',
        launchType: launch.launchType,
        capacityProvider: launch.capacityProvider,
        exec: input.flag('enableExecuteCommand') ?? false,
        startedBy: input.text('startedBy'),
        group: input.text('group'),
        overrides,
        network: placeFor(world, input),
      }),
    );
    const taskArns = tasks.map(({ description }) => description.taskArn ?? '');
    if (token !== undefined) {
      tokens.set(token, { asked, taskArns });
    }
    return { tasks: described(cluster, taskArns), failures: [] };
  };
}

function described(cluster: WorldCluster, arns: readonly string[]): Task[] {
  return arns.flatMap((arn) => cluster.tasks.get(arn.split('/').at(-1) ?? '')?.description ?? []);
}

function readLaunch(cluster: WorldCluster, input: Parameters): { launchType: LaunchType; capacityProvider?: string } {
  const launchType = input.oneOf('launchType', Object.values(LaunchType));
  const strategy = (input.values['capacityProviderStrategy'] ?? []) as readonly { capacityProvider?: string }[];
  if (launchType !== undefined && strategy.length > 0) {
    throw invalid(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (launchType === 'MANAGED_INSTANCES') {
    throw invalid('The MANAGED_INSTANCES launch type is only supported through a capacity provider strategy.');
  }
  const [{ capacityProvider = '' } = {}] = strategy;
  if (capacityProvider !== '') {
    return { launchType: launchTypeOf(cluster, capacityProvider), capacityProvider };
  }
  return { launchType: launchType ?? 'EC2' };
}

function launchTypeOf({ scenario: { capacityProviders = [] } }: WorldCluster, name: string): LaunchType {
  if (name === 'FARGATE' || name === 'FARGATE_SPOT') {
    return 'FARGATE';
  }
  const provider = capacityProviders.find((each) => each.name === name);
  if (provider === undefined) {
    throw invalid(`The specified capacity provider '${name}' was not found. Specify a valid name and try again.`);
  }
  return provider.kind === 'managed-instances' ? 'MANAGED_INSTANCES' : 'EC2';
}

/** Where the tasks are to be; what the world does not know of it does not count. */
function placeFor({ vpcs }: World, input: Parameters): PlaceScenario | undefined {
  const { awsvpcConfiguration } = (input.values['networkConfiguration'] ?? {}) as NetworkConfiguration;
  if (awsvpcConfiguration === undefined) {
    return undefined;
  }
  const { subnets = [], securityGroups = [], assignPublicIp } = awsvpcConfiguration;
  const known = subnets.filter((id) => vpcs.subnets.has(id));
  const groups = securityGroups.filter((id) => vpcs.securityGroups.has(id));
  return {
    ...(known.length > 0 && { subnets: known }),
    ...(groups.length > 0 && { securityGroups: groups }),
    publicIp: assignPublicIp === 'ENABLED',
  };
}

function refuseNetwork(input: Parameters, { description: { networkMode } }: WorldTaskDefinition): void {
  const given = input.values['networkConfiguration'] as
    { awsvpcConfiguration?: { subnets?: readonly string[] } } | null | undefined;
  if (networkMode === 'awsvpc' && (given?.awsvpcConfiguration?.subnets ?? []).length === 0) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (networkMode !== 'awsvpc' && given?.awsvpcConfiguration !== undefined) {
    throw invalid("Network Configuration is only valid when networkMode 'awsvpc' is specified.");
  }
}

function refuseExec(
  input: Parameters,
  { description: { taskRoleArn } }: WorldTaskDefinition,
  overrides: TaskOverride,
): void {
  if (input.flag('enableExecuteCommand') === true && (overrides.taskRoleArn ?? taskRoleArn) === undefined) {
    throw invalid(
      "The task couldn't be started because a valid taskRoleArn is not being used. Specify a valid task role in your " +
        'task definition and try again.',
    );
  }
}

function refuseNames(
  input: Parameters,
  { description: { containerDefinitions = [] } }: WorldTaskDefinition,
  { containerOverrides = [] }: TaskOverride,
): void {
  const startedBy = input.text('startedBy') ?? '';
  if (startedBy.length > 128) {
    throw invalid('startedBy length should be less than or equal to 128.');
  }
  if ((input.text('clientToken') ?? '').length > 64) {
    throw invalid('clientToken length should be less than or equal to 64.');
  }
  const known = new Set(containerDefinitions.map(({ name }) => name));
  if (containerOverrides.some(({ name }) => !known.has(name))) {
    throw invalid(
      'Override for container named ' +
        `${containerOverrides.find(({ name }) => !known.has(name))?.name ?? ''} is not a container in the TaskDefinition.`,
    );
  }
}

function refuseUnfit(launchType: LaunchType, { description }: WorldTaskDefinition): void {
  if (launchType === 'FARGATE' && description.requiresCompatibilities?.includes('FARGATE') !== true) {
    throw invalid('Task definition does not support launch_type FARGATE.');
  }
}

/** Where nothing can take the task, it is not an error but a failure in the answer. */
function placementFailure(
  cluster: WorldCluster,
  launchType: LaunchType,
  { description, fails }: WorldTaskDefinition,
): Failure | undefined {
  if (launchType !== 'EC2' && launchType !== 'EXTERNAL') {
    return undefined;
  }
  const [instance] = cluster.instances.values();
  if (instance === undefined) {
    throw invalid('No Container Instances were found in your cluster.');
  }
  const arn = instance.containerInstanceArn;
  if (instance.agentConnected === false) {
    return { arn, reason: 'AGENT' };
  }
  const memory = (description.containerDefinitions ?? []).reduce(
    (sum, { memory: hard = 0, memoryReservation = hard }) => sum + memoryReservation,
    0,
  );
  return fails?.how === 'no-capacity' || memory > LARGEST_INSTANCE ? { arn, reason: 'RESOURCE:MEMORY' } : undefined;
}

/** In MiB: what an m7i.large has for tasks. */
const LARGEST_INSTANCE = 7680;

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
