import type * as sdk from '@aws-sdk/client-ecs';
import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  GetTaskProtectionCommand,
  RunTaskCommand,
  StopServiceDeploymentCommand,
  StopTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { lastPart } from '../../arn.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type {
  Changes,
  Decision,
  DeploymentState,
  Launch,
  Protection,
  RolePolicyName,
  RolloutState,
  RunTask,
  ServiceChange,
  ServiceName,
  ServiceState,
  TaskName,
} from '../api/changes.ts';
import type { Task } from '../api/tasks.ts';
import { notStarted } from '../errors/not-started.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';
import { toService, toTask } from './convert.ts';
import type { Roles } from './roles.ts';

export interface ChangesParts {
  readonly asker: Asker;
  readonly clients: Pick<Clients, 'ecs'>;
  readonly roles: Roles;
  /** Why nothing may be changed; undefined where it may. */
  readonly refusal: () => Problem | undefined;
}

/** Changes in Amazon ECS, and of roles in IAM, made through AWS's SDK. */
export class SdkChanges implements Changes {
  readonly #asker: Asker;
  readonly #clients: ChangesParts['clients'];
  readonly #roles: Roles;
  readonly #refusal: ChangesParts['refusal'];

  constructor({ asker, clients, roles, refusal }: ChangesParts) {
    this.#asker = asker;
    this.#clients = clients;
    this.#roles = roles;
    this.#refusal = refusal;
  }

  service({ clusterArn, serviceArn }: ServiceName, signal?: AbortSignal): Promise<ServiceState> {
    return this.#asker.ask('DescribeServices', signal, async (options) => {
      const request = { cluster: clusterArn, services: [serviceArn] };
      const answer = await this.#clients.ecs.send(new DescribeServicesCommand(request), options);
      // One that does not exist is a failure in the answer.
      const service = this.#asker.known(answer, answer.services, 'ecs')?.[0];
      if (service === undefined) {
        throw new Problem(
          'service-not-found',
          sentence('The service "{0}" no longer exists in this cluster.', lastPart(serviceArn)),
          sentence('Refresh the view.'),
        );
      }
      return toServiceState(service);
    });
  }

  updateService(
    { clusterArn, serviceArn }: ServiceName,
    change: ServiceChange,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    return this.#change('UpdateService', signal, async (options) => {
      const request = { cluster: clusterArn, service: serviceArn, ...toUpdate(change) };
      const answer = await this.#clients.ecs.send(new UpdateServiceCommand(request), options);
      const deployments = toRollouts(this.#asker.known(answer, answer.service, 'ecs'));
      return deployments.find(({ isPrimary }) => isPrimary)?.id;
    });
  }

  deployment(arn: string, signal?: AbortSignal): Promise<DeploymentState> {
    return this.#asker.ask('DescribeServiceDeployments', signal, async (options) => {
      const request = { serviceDeploymentArns: [arn] };
      const answer = await this.#clients.ecs.send(new DescribeServiceDeploymentsCommand(request), options);
      const deployment = this.#asker.known(answer, answer.serviceDeployments, 'ecs')?.[0];
      if (deployment === undefined) {
        throw new Problem(
          'deployment-not-found',
          sentence('ECS no longer knows the deployment {0}.', lastPart(arn)),
          sentence('Refresh the view.'),
        );
      }
      return toDeploymentState(deployment, arn);
    });
  }

  rollBack(deployment: string, signal?: AbortSignal): Promise<void> {
    return this.#change('StopServiceDeployment', signal, async (options) => {
      const request = { serviceDeploymentArn: deployment, stopType: 'ROLLBACK' } as const;
      const answer = await this.#clients.ecs.send(new StopServiceDeploymentCommand(request), options);
      this.#asker.known(answer, answer.serviceDeploymentArn, 'ecs');
    });
  }

  decide(deployment: string, hook: string, decision: Decision, signal?: AbortSignal): Promise<void> {
    return this.#change('ContinueServiceDeployment', signal, async (options) => {
      const request = { serviceDeploymentArn: deployment, hookId: hook, action: decision };
      const answer = await this.#clients.ecs.send(new ContinueServiceDeploymentCommand(request), options);
      this.#asker.known(answer, answer.serviceDeploymentArn, 'ecs');
    });
  }

  protection({ clusterArn, taskArn }: TaskName, signal?: AbortSignal): Promise<Protection | undefined> {
    return this.#asker.ask('GetTaskProtection', signal, async (options) => {
      const request = { cluster: clusterArn, tasks: [taskArn] };
      const answer = await this.#clients.ecs.send(new GetTaskProtectionCommand(request), options);
      const [found] = this.#asker.known(answer, answer.protectedTasks, 'ecs') ?? [];
      return found?.protectionEnabled === true ? { until: found.expirationDate } : undefined;
    });
  }

  stopTask({ clusterArn, taskArn }: TaskName, reason: string | undefined, signal?: AbortSignal): Promise<void> {
    return this.#change('StopTask', signal, async (options) => {
      const answer = await this.#clients.ecs.send(
        new StopTaskCommand({ cluster: clusterArn, task: taskArn, reason }),
        options,
      );
      this.#asker.known(answer, answer.task, 'ecs');
    });
  }

  runTask({ clusterArn, launch, command, startedBy, token }: RunTask, signal?: AbortSignal): Promise<Task> {
    return this.#change('RunTask', signal, async (options) => {
      const request: sdk.RunTaskRequest = {
        cluster: clusterArn,
        count: 1,
        taskDefinition: launch.taskDefinition,
        ...toPlacement(launch),
        enableExecuteCommand: true,
        overrides: { containerOverrides: [{ name: command.container, command: [...command.words] }] },
        startedBy,
        clientToken: token,
      };
      const answer = await this.#clients.ecs.send(new RunTaskCommand(request), options);
      const [task] = this.#asker.known(answer, answer.tasks, 'ecs') ?? [];
      if (task === undefined) {
        throw notStarted(answer.failures ?? []);
      }
      return toTask(task);
    });
  }

  rolePolicy(policy: RolePolicyName, signal?: AbortSignal): Promise<string | undefined> {
    return this.#roles.rolePolicy(policy, signal);
  }

  putRolePolicy(policy: RolePolicyName, document: string, signal?: AbortSignal): Promise<void> {
    return this.#unlessRefused(() => this.#roles.putRolePolicy(policy, document, signal));
  }

  updateTrust(role: string, document: string, signal?: AbortSignal): Promise<void> {
    return this.#unlessRefused(() => this.#roles.updateTrust(role, document, signal));
  }

  async #change<Result>(
    operation: string,
    signal: AbortSignal | undefined,
    call: (options: { abortSignal?: AbortSignal }) => Promise<Result>,
  ): Promise<Result> {
    return this.#unlessRefused(() => this.#asker.ask(operation, signal, call));
  }

  /** All changes go through here, and so past the refusal. */
  async #unlessRefused<Result>(change: () => Promise<Result>): Promise<Result> {
    const problem = this.#refusal();
    if (problem !== undefined) {
      throw problem;
    }
    return change();
  }
}

/** Source: Amazon ECS API reference, UpdateService: neither switch starts a deployment by itself. */
function toUpdate(change: ServiceChange): Partial<sdk.UpdateServiceRequest> {
  switch (change.kind) {
    case 'exec':
      return { enableExecuteCommand: change.enabled, forceNewDeployment: true };
    case 'deploy':
      return { forceNewDeployment: true };
    case 'desired':
      return { desiredCount: change.count };
  }
}

/** The API takes a strategy or a launch type, never both. */
function toPlacement({ launchType, capacityProviders, platformVersion, network }: Launch): Partial<sdk.RunTaskRequest> {
  return {
    ...(capacityProviders.length > 0
      ? {
          capacityProviderStrategy: capacityProviders.map(({ name, weight, base }) => ({
            capacityProvider: name,
            weight,
            base,
          })),
        }
      : { launchType: launchType as sdk.LaunchType | undefined }),
    platformVersion,
    ...(network !== undefined && {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...network.subnets],
          securityGroups: [...network.securityGroups],
          assignPublicIp: network.publicIp ? 'ENABLED' : 'DISABLED',
        },
      },
    }),
  };
}

function toServiceState(service: sdk.Service): ServiceState {
  return {
    ...toService(service),
    deployment: service.currentServiceDeployment,
    deployments: toRollouts(service),
    launch: toLaunch(service.taskSets?.find(({ status }) => status === 'PRIMARY') ?? service),
  };
}

function toRollouts(service: sdk.Service | undefined): readonly RolloutState[] {
  return (service?.deployments ?? []).flatMap(({ id, status, rolloutState, rolloutStateReason = '' }) =>
    id === undefined
      ? []
      : [{ id, isPrimary: status === 'PRIMARY', failure: rolloutState === 'FAILED' ? rolloutStateReason : undefined }],
  );
}

function toLaunch(source: sdk.Service | sdk.TaskSet): Launch {
  const network = source.networkConfiguration?.awsvpcConfiguration;
  return {
    taskDefinition: source.taskDefinition,
    launchType: source.launchType,
    capacityProviders: (source.capacityProviderStrategy ?? []).map(({ capacityProvider = '', weight, base }) => ({
      name: capacityProvider,
      weight,
      base,
    })),
    platformVersion: source.platformVersion,
    network: network && {
      subnets: network.subnets ?? [],
      securityGroups: network.securityGroups ?? [],
      publicIp: network.assignPublicIp === 'ENABLED',
    },
  };
}

function toDeploymentState(deployment: sdk.ServiceDeployment, arn: string): DeploymentState {
  const waiting = (deployment.lifecycleHookDetails ?? []).filter(({ status }) => status === 'AWAITING_ACTION');
  return {
    arn: deployment.serviceDeploymentArn ?? arn,
    status: deployment.status ?? 'UNKNOWN',
    stage: deployment.lifecycleStage,
    waiting: waiting.map(({ hookId = '', expiresAt, timeoutAction }) => ({
      id: hookId,
      expiresAt,
      otherwise: timeoutAction,
    })),
  };
}
