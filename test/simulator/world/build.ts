import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { ecsArn } from './arn.ts';
import { buildBuckets } from './buckets.ts';
import { buildInstances } from './build-instance.ts';
import { buildService } from './build-service.ts';
import { buildTask } from './build-task.ts';
import { TaskDefinitions } from './build-task-definition.ts';
import { AGE_OF_THE_WORLD, type Ground, minutesBefore, tagList } from './ground.ts';
import { buildIam } from './iam.ts';
import { digits } from './identity.ts';
import { buildKeys } from './keys.ts';
import { buildLogs } from './log-groups.ts';
import type { ClusterScenario, Scenario, ServiceScenario, TaskScenario } from './scenario.ts';
import { findShells } from './shells.ts';
import { buildVpcs } from './vpcs.ts';
import { serviceGroup, type World, type WorldCluster, type WorldNetwork } from './world.ts';

/** Makes a world of a scenario. Throws an `Error` that names what in the scenario makes no sense. */
export function buildWorld(scenario: Scenario, now = new Date()): World {
  const { region = 'eu-central-1', account = '123456789012' } = scenario;
  const { role, session = 'test' } = scenario.caller ?? {};
  const user =
    role === undefined
      ? `arn:aws:iam::${account}:user/test`
      : `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
  const vpcs = buildVpcs({ region, account, madeAt: minutesBefore({ now }, AGE_OF_THE_WORLD) }, scenario);
  const ground: Ground = { region, account, user, now, vpcs };
  const definitions = new TaskDefinitions(ground, scenario.taskDefinitions ?? []);
  const clusters = scenario.clusters.map((cluster) => buildCluster(ground, definitions, cluster));
  const iam = buildIam(ground, scenario, rolesOf(definitions, scenario));
  return {
    region,
    account,
    user,
    caller: {
      role,
      userId: role === undefined ? 'AIDASIMULATOR0000TEST' : `${iam.roles.get(role)?.id ?? ''}:${session}`,
    },
    madeAt: now,
    clusters: new Map(clusters.map((cluster) => [cluster.name, cluster])),
    taskDefinitions: definitions.all,
    iam,
    vpcs,
    keys: buildKeys(ground, scenario),
    buckets: buildBuckets(ground, scenario),
    logs: buildLogs(region, scenario, containersOf(definitions)),
    network: buildNetwork(scenario),
    shells: findShells(),
  };
}

function buildCluster(ground: Ground, definitions: TaskDefinitions, scenario: ClusterScenario): WorldCluster {
  const { name, status = 'ACTIVE', services = [], configuration, settings, tags } = scenario;
  // What is named must be there, whether or not anybody ever asks for it.
  const made = taskScenarios(scenario).map((task) => ({
    task,
    definition: definitions.find(task.taskDefinition ?? 'task'),
  }));
  services.forEach((service) => definitions.find(service.taskDefinition ?? service.name));
  const tasks = lazily(
    () =>
      new Map(
        made.flatMap(({ task, definition }, position) =>
          Array.from({ length: task.count ?? 1 }, (_, copy) =>
            buildTask(ground, definition, scenario, task, `${position}.${copy}`),
          ),
        ),
      ),
  );
  const described = lazily(
    () => new Map(services.map((service) => [service.name, buildService(ground, definitions, scenario, service)])),
  );
  const onInstances = made.some(({ task: { launchType = 'FARGATE' } }) => launchType !== 'FARGATE');
  const instances = onInstances ? buildInstances(ground, scenario) : new Map<string, never>();
  return {
    name,
    scenario,
    description: {
      clusterArn: ecsArn(ground, 'cluster', name),
      clusterName: name,
      status,
      registeredContainerInstancesCount: instances.size,
      configuration,
      settings: [...(settings ?? [{ name: 'containerInsights', value: 'disabled' }])],
      tags: tagList(tags),
      capacityProviders: [
        'FARGATE',
        'FARGATE_SPOT',
        ...(scenario.capacityProviders ?? []).map(({ name: provider }) => provider),
      ],
      defaultCapacityProviderStrategy: [],
    },
    get services() {
      return described.get();
    },
    get tasks() {
      return tasks.get();
    },
    get isMade() {
      return tasks.isMade() || described.isMade();
    },
    instances,
  };
}

/** What is made when it is first asked for. */
function lazily<Value>(make: () => Value): { get(): Value; isMade(): boolean } {
  let made: { readonly value: Value } | undefined;
  return { get: () => (made ??= { value: make() }).value, isMade: () => made !== undefined };
}

/** All tasks of a cluster as its scenario has them: those of its services, and those of none. */
export function taskScenarios({ name, services = [], tasks = [] }: ClusterScenario): TaskScenario[] {
  return [...services.flatMap((service) => serviceTasks(name, service)), ...tasks];
}

/** ARNs of the roles that are named. */
function rolesOf({ all }: TaskDefinitions, { clusters }: Scenario): Set<string> {
  const arns = [
    ...[...all.values()].flatMap(({ description }) => [description.taskRoleArn, description.executionRoleArn]),
    ...clusters.flatMap(taskScenarios).map(({ overrides }) => overrides?.taskRoleArn),
  ];
  return new Set(arns.filter((arn) => arn !== undefined));
}

function containersOf({ all }: TaskDefinitions): readonly ContainerDefinition[] {
  return [...all.values()].flatMap(({ description }) => description.containerDefinitions ?? []);
}

function buildNetwork({ hosts = {}, ports = {} }: Scenario): WorldNetwork {
  const addresses = Object.entries(hosts).map(([host, address]) => [host.toLowerCase(), address] as const);
  return { hosts: new Map(addresses), ports: new Map(Object.entries(ports)) };
}

function serviceTasks(clusterName: string, service: ServiceScenario): TaskScenario[] {
  const { name, tasks = 1 } = service;
  const common: TaskScenario = {
    ...taskOfService(service),
    startedBy: `ecs-svc/${digits(19, clusterName, name)}`,
  };
  return (typeof tasks === 'number' ? [{ count: tasks }] : tasks).map((task) => ({ ...common, ...task }));
}

/** What all tasks of a service have in common. */
export function taskOfService({
  name,
  taskDefinition = name,
  launchType,
  exec,
  network,
  sidecars,
}: ServiceScenario): TaskScenario {
  return { taskDefinition, launchType, exec, network, sidecars, group: serviceGroup(name) };
}
