import type { Compatibility, ContainerDefinition } from '@aws-sdk/client-ecs';
import { ecsArn, type Place } from './arn.ts';
import { AGE_OF_THE_WORLD, type Ground, minutesBefore } from './ground.ts';
import type { TaskDefinitionScenario } from './scenario.ts';
import type { WorldTaskDefinition } from './world.ts';

/** The task definitions of a world while it is built, and those that a scenario only names. */
export class TaskDefinitions {
  /** By ARN. */
  readonly all = new Map<string, WorldTaskDefinition>();
  readonly #ground: Ground;

  constructor(ground: Ground, scenarios: readonly TaskDefinitionScenario[]) {
    this.#ground = ground;
    for (const scenario of scenarios) {
      this.#register(scenario);
    }
  }

  /** The definition that `family` or `family:revision` names; a bare family that is unknown gets a plain one. */
  find(reference: string): WorldTaskDefinition {
    const found = findTaskDefinition(this.all, this.#ground, reference);
    if (found !== undefined) {
      return found;
    }
    if (reference.includes(':')) {
      throw new Error(`The scenario names the task definition "${reference}" but does not contain it.`);
    }
    return this.#register({
      family: reference,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      taskRoleArn: `arn:aws:iam::${this.#ground.account}:role/${reference}-task`,
      containerDefinitions: [
        {
          name: 'app',
          image: 'public.ecr.aws/docker/library/alpine:3.22',
          linuxParameters: { initProcessEnabled: true },
        },
      ],
    });
  }

  #register(scenario: TaskDefinitionScenario): WorldTaskDefinition {
    const { tags = [], revision = 1, status = 'ACTIVE', family, containerDefinitions = [], fails, ...rest } = scenario;
    const taskDefinitionArn = ecsArn(this.#ground, 'task-definition', `${family}:${revision}`);
    const containers = containerDefinitions.map(withDefaults);
    const definition: WorldTaskDefinition = {
      description: {
        volumes: [],
        placementConstraints: [],
        ...rest,
        taskDefinitionArn,
        containerDefinitions: containers,
        family,
        revision,
        status,
        requiresAttributes: requiredAttributes(scenario, containers).map((name) => ({ name })),
        compatibilities: compatibilities(scenario),
        registeredAt: minutesBefore(this.#ground, AGE_OF_THE_WORLD),
        registeredBy: this.#ground.user,
      },
      tags,
      fails,
    };
    this.all.set(taskDefinitionArn, definition);
    return definition;
  }
}

/** What `family` (the newest active revision), `family:revision` or an ARN names. */
export function findTaskDefinition(
  all: ReadonlyMap<string, WorldTaskDefinition>,
  place: Place,
  reference: string,
): WorldTaskDefinition | undefined {
  if (reference.startsWith('arn:')) {
    return all.get(reference);
  }
  if (reference.includes(':')) {
    return all.get(ecsArn(place, 'task-definition', reference));
  }
  return [...all.values()]
    .filter(({ description }) => description.family === reference && description.status === 'ACTIVE')
    .sort((one, other) => (one.description.revision ?? 0) - (other.description.revision ?? 0))
    .at(-1);
}

/** The members that AWS fills in when a container definition is registered. */
function withDefaults(container: ContainerDefinition): ContainerDefinition {
  return {
    cpu: 0,
    portMappings: [],
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...container,
  };
}

function compatibilities({ networkMode, requiresCompatibilities }: TaskDefinitionScenario): Compatibility[] {
  if (requiresCompatibilities?.includes('FARGATE')) {
    return ['EC2', 'FARGATE', 'MANAGED_INSTANCES'];
  }
  return networkMode === 'awsvpc' ? ['EC2', 'MANAGED_INSTANCES'] : ['EXTERNAL', 'EC2'];
}

function requiredAttributes(task: TaskDefinitionScenario, containers: readonly ContainerDefinition[]): string[] {
  const logs = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
  const attributes: [name: string, required: boolean][] = [
    ['com.amazonaws.ecs.capability.docker-remote-api.1.18', true],
    ['com.amazonaws.ecs.capability.task-iam-role', task.taskRoleArn !== undefined],
    ['com.amazonaws.ecs.capability.ecr-auth', containers.some(({ image }) => image?.includes('.dkr.ecr.') === true)],
    ['com.amazonaws.ecs.capability.logging-driver.awslogs', logs],
    ['ecs.capability.execution-role-awslogs', logs && task.executionRoleArn !== undefined],
    ['ecs.capability.task-eni', task.networkMode === 'awsvpc'],
  ];
  return attributes.filter(([, required]) => required).map(([name]) => name);
}
