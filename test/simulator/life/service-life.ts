import type { Service, ServiceDeployment, ServiceRevision, Task } from '@aws-sdk/client-ecs';
import { taskOfService } from '../world/build.ts';
import { findTaskDefinition } from '../world/build-task-definition.ts';
import type { Clock } from '../world/clock.ts';
import { hex } from '../world/identity.ts';
import type { ServiceScenario, TaskScenario } from '../world/scenario.ts';
import type { Stop } from '../world/stop-task.ts';
import { serviceGroup, type World, type WorldCluster, type WorldTask } from '../world/world.ts';
import { say, SENTENCES } from './events.ts';
import { pastDeployment } from './past-deployment.ts';
import { planRolling, planStaged } from './rolling.ts';
import { circuitBreakerOf, deploymentIds, revisionOf, type Rollout } from './rollout.ts';
import { Stages } from './stages.ts';
import type { TaskLife } from './task-life.ts';

/** How many seconds a task must run before it counts as started. */
const STABLE_AFTER = 12;

const UNHEALTHY = 'Task failed container health checks';

/** Why a deployment is rolled back. The sentences are AWS's own. */
const ROLLBACK_REASONS = {
  breaker: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
  user: 'Service deployment rolled back because of a user request.',
} as const;

/** Keeps a service at its desired count, and deploys it. */
export class ServiceLife {
  readonly service: Service;
  readonly #world: World;
  readonly #cluster: WorldCluster;
  readonly #clock: Clock;
  readonly #tasks: TaskLife;
  readonly #scenario: ServiceScenario;
  /** The newest first: the primary one, and those that it replaces. */
  #rollouts: Rollout[];
  /** All that there have been, the newest first. */
  readonly history: ServiceDeployment[] = [];
  /** By ARN. */
  readonly revisions = new Map<string, ServiceRevision>();
  #started = 0;
  #deployed = 0;
  /** Failed starts in a row, after which the next waits longer and longer. */
  #failedInARow = 0;
  #isWaiting = false;
  /** Of a deployment that has both revisions run side by side. */
  #stages: Stages | undefined;
  /** Those that do not count as started yet; true where they run. */
  readonly #fresh = new Map<WorldTask, boolean>();

  constructor(world: World, cluster: WorldCluster, service: Service, clock: Clock, tasks: TaskLife) {
    this.#world = world;
    this.#cluster = cluster;
    this.service = service;
    this.#clock = clock;
    this.#tasks = tasks;
    const name = service.serviceName ?? '';
    this.#scenario = cluster.scenario.services?.find((scenario) => scenario.name === name) ?? { name };
    this.#rollouts = [this.#first()];
    this.#remember();
    this.#recall();
    if (isUnderWay(this.#primary.record)) {
      this.#publish();
    }
  }

  /** The deployment that is under way, or the last one. */
  get current(): Rollout {
    return this.#primary;
  }

  /** The tasks of a deployment that have not begun to stop. */
  tasksOf({ deployment }: Rollout): WorldTask[] {
    const others = new Set(this.#rollouts.slice(1).map((rollout) => rollout.deployment.id));
    const isPrimary = deployment === this.#primary.deployment;
    return this.#active().filter(({ description: { startedBy } }) =>
      // Those of a scenario may have been started by whatever it says.
      isPrimary ? !others.has(startedBy) : startedBy === deployment.id,
    );
  }

  /** The deployments that DescribeServices tells of, the primary one first. */
  get rollouts(): readonly Rollout[] {
    return this.#rollouts;
  }

  /** Deploys the service as it is now. */
  deploy(): void {
    const now = this.#clock.now();
    const former = this.#primary;
    this.#deployed += 1;
    const { id, deploymentArn, revisionArn } = deploymentIds(this.#world, this.#cluster, this.service, this.#deployed);
    if (isUnderWay(former.record)) {
      finish(former.record, 'STOPPED', now, 'Service deployment stopped because a newer deployment was started.');
    }
    former.deployment.status = 'ACTIVE';
    const revision = revisionOf(this.#world, this.service, revisionArn, now);
    const rollout: Rollout = {
      deployment: {
        ...former.deployment,
        id,
        status: 'PRIMARY',
        taskDefinition: this.service.taskDefinition,
        desiredCount: this.service.desiredCount,
        launchType: this.service.launchType,
        capacityProviderStrategy: this.service.capacityProviderStrategy,
        failedTasks: 0,
        createdAt: now,
        updatedAt: now,
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: `ECS deployment ${id} in progress.`,
      },
      record: {
        serviceDeploymentArn: deploymentArn,
        serviceArn: this.service.serviceArn,
        clusterArn: this.service.clusterArn,
        createdAt: now,
        startedAt: now,
        updatedAt: now,
        sourceServiceRevisions: [{ arn: former.revision.serviceRevisionArn }],
        targetServiceRevision: { arn: revisionArn },
        status: 'IN_PROGRESS',
        deploymentConfiguration: this.service.deploymentConfiguration,
        deploymentCircuitBreaker: circuitBreakerOf(this.service),
      },
      revision,
    };
    this.#rollouts.unshift(rollout);
    this.history.unshift(rollout.record);
    this.revisions.set(revisionArn, revision);
    this.#failedInARow = 0;
    this.#publish();
    this.#stages?.stop();
    this.#stages = undefined;
    if ((rollout.record.deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING') {
      this.reconcile();
    } else {
      this.#stages = new Stages(rollout.record, this.#clock, {
        // It says so of its first one before it is known here.
        reached: () => this.#clock.after(0, () => this.reconcile()),
        rollBack: () => this.#rollBack(ROLLBACK_REASONS.user),
      });
    }
  }

  /** Takes its desired count, which needs no deployment. */
  scale(): void {
    this.#primary.deployment.desiredCount = this.service.desiredCount;
    this.reconcile();
  }

  /** Stops the deployment that is under way, as its owner asks; false where none is. */
  stopDeployment(record: ServiceDeployment, type: 'ROLLBACK' | 'ABORT'): boolean {
    if (this.#primary.record !== record || record.status !== 'IN_PROGRESS') {
      return false;
    }
    this.#stages?.stop();
    if (type === 'ABORT') {
      record.status = 'STOP_REQUESTED';
      this.#clock.after(1, () => {
        finish(record, 'STOPPED', this.#clock.now(), 'Service deployment stopped by user request.');
        this.#publish();
      });
    } else {
      record.status = 'ROLLBACK_REQUESTED';
      this.#clock.after(1, () => this.#rollBack(ROLLBACK_REASONS.user));
    }
    return true;
  }

  /** Answers a hook at which a deployment waits; false where none does. */
  continueDeployment(record: ServiceDeployment, hookId: string, action: 'CONTINUE' | 'ROLLBACK'): boolean {
    return this.#primary.record === record && this.#stages?.answer(hookId, action) === true;
  }

  /** A task of it has changed its state. */
  taskChanged(task: WorldTask): void {
    const { description } = task;
    if (description.desiredStatus === 'RUNNING' && description.healthStatus === 'UNHEALTHY') {
      say(this.service, this.#clock.now(), SENTENCES.unhealthy(description));
      this.#tasks.stop(this.#cluster, task, {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: UNHEALTHY,
      });
      return;
    }
    if (description.lastStatus === 'RUNNING' && this.#fresh.get(task) === false) {
      this.#fresh.set(task, true);
      this.#clock.after(STABLE_AFTER, () => {
        this.#fresh.delete(task);
        this.reconcile();
      });
    }
    this.reconcile();
  }

  /** A task of it has begun to stop. */
  taskLeaving(task: WorldTask, { stopCode, stoppedReason }: Stop): void {
    const isFailure =
      stopCode === 'TaskFailedToStart' ||
      stoppedReason === UNHEALTHY ||
      (stopCode === 'EssentialContainerExited' && this.#fresh.has(task));
    this.#fresh.delete(task);
    if (isFailure) {
      this.#failed(task.description);
    }
    this.reconcile();
  }

  /** Starts and stops what its desired count and its deployments ask for. */
  reconcile(): void {
    const primary = this.#primary;
    const counted = (rollout: Rollout) =>
      this.tasksOf(rollout).map((task) => ({ task, isHealthy: this.#isHealthy(task) }));
    const present = counted(primary);
    const former = this.#rollouts.slice(1).flatMap(counted);
    const { minimumHealthyPercent = 100, maximumPercent = 200 } = this.service.deploymentConfiguration ?? {};
    const desired = this.service.status === 'ACTIVE' ? (this.service.desiredCount ?? 0) : 0;
    const isHalted = primary.record.status === 'STOPPED' || primary.deployment.rolloutState === 'FAILED';
    const plan =
      this.#stages === undefined
        ? planRolling(present, isHalted ? [] : former, { desired, minimumHealthyPercent, maximumPercent })
        : planStaged(present, former, desired, this.#stages);
    if (plan.isStuck) {
      say(this.service, this.#clock.now(), SENTENCES.stuck);
    }
    this.#stop(plan.stop.map(({ task }) => task));
    if (!isHalted && !this.#isWaiting) {
      this.#start(plan.start);
    }
    if (present.length === desired && present.every(({ task, isHealthy }) => isHealthy && !this.#fresh.has(task))) {
      this.#stages?.scaledUp();
    }
    this.#completeIfDone();
  }

  get #primary(): Rollout {
    const [primary] = this.#rollouts;
    if (primary === undefined) {
      throw new Error('A service has a deployment.');
    }
    return primary;
  }

  #active(): WorldTask[] {
    const group = serviceGroup(this.service.serviceName ?? '');
    return [...this.#cluster.tasks.values()].filter(
      ({ description }) => description.group === group && description.desiredStatus === 'RUNNING',
    );
  }

  #isHealthy({ description }: WorldTask): boolean {
    const definition = this.#world.taskDefinitions.get(description.taskDefinitionArn ?? '')?.description;
    const isChecked = definition?.containerDefinitions?.some(({ healthCheck }) => healthCheck) === true;
    return description.lastStatus === 'RUNNING' && (!isChecked || description.healthStatus === 'HEALTHY');
  }

  #start(count: number): void {
    if (count === 0) {
      return;
    }
    const template = this.#template();
    const definition = this.#world.taskDefinitions.get(template.taskDefinition ?? '');
    if ((template.fails ?? definition?.fails)?.how === 'no-capacity') {
      say(this.service, this.#clock.now(), SENTENCES.noCapacity);
      return;
    }
    const started = Array.from({ length: count }, () => {
      this.#started += 1;
      const id = hex(32, 'started', this.service.serviceArn ?? '', this.#started);
      const task = this.#tasks.start(this.#cluster, id, template);
      this.#fresh.set(task, false);
      return task;
    });
    say(this.service, this.#clock.now(), SENTENCES.started(started.map(({ description }) => description)));
  }

  #stop(chosen: readonly WorldTask[]): void {
    const tasks = chosen.filter(({ protectedUntil }) => protectedUntil === undefined || protectedUntil < new Date());
    if (tasks.length === 0) {
      return;
    }
    say(this.service, this.#clock.now(), SENTENCES.stopped(tasks.map(({ description }) => description)));
    for (const task of tasks) {
      const by = task.description.startedBy ?? this.#primary.deployment.id ?? '';
      this.#tasks.stop(this.#cluster, task, {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: `Scaling activity initiated by (deployment ${by})`,
      });
    }
  }

  /** What a new task is made of: like those that the scenario shows, with what the service now says. */
  #template(): TaskScenario {
    const { tasks } = this.#scenario;
    const [shown] = typeof tasks === 'object' ? tasks : [];
    const { service } = this;
    return {
      ...taskOfService(this.#scenario),
      containers: shown?.containers && onlyImages(shown.containers),
      connected: shown?.connected,
      taskDefinition: service.taskDefinition,
      exec: service.enableExecuteCommand,
      startedBy: this.#primary.deployment.id,
      registered: (service.loadBalancers ?? []).length > 0,
    };
  }

  #failed(task: Task): void {
    const rollout = this.#rollouts.find(({ deployment }) => deployment.id === task.startedBy) ?? this.#primary;
    this.#failedInARow += 1;
    this.#isWaiting = true;
    this.#clock.after(Math.min(60, 3 * this.#failedInARow), () => {
      this.#isWaiting = false;
      this.reconcile();
    });
    if (rollout !== this.#primary || rollout.deployment.rolloutState !== 'IN_PROGRESS') {
      return;
    }
    rollout.deployment.failedTasks = (rollout.deployment.failedTasks ?? 0) + 1;
    const { deploymentCircuitBreaker: breaker } = rollout.record;
    if (breaker?.status !== 'MONITORING') {
      say(this.service, this.#clock.now(), SENTENCES.cannotStart);
      return;
    }
    breaker.failureCount = (breaker.failureCount ?? 0) + 1;
    if (breaker.failureCount >= (breaker.threshold ?? 3)) {
      breaker.status = 'TRIGGERED';
      this.#fail(rollout);
    }
  }

  #fail({ deployment, record }: Rollout): void {
    const now = this.#clock.now();
    deployment.rolloutState = 'FAILED';
    deployment.rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
    deployment.updatedAt = now;
    say(this.service, now, SENTENCES.failed(deployment.id ?? ''));
    if (this.service.deploymentConfiguration?.deploymentCircuitBreaker?.rollback === true) {
      this.#rollBack(ROLLBACK_REASONS.breaker);
    } else {
      finish(record, 'STOPPED', now, 'Service deployment stopped because the circuit breaker threshold was exceeded.');
      this.#publish();
    }
  }

  /** Makes the deployment before this one the primary one again. */
  #rollBack(reason: string): void {
    const now = this.#clock.now();
    const [failed, former, ...others] = this.#rollouts;
    if (failed === undefined || !isUnderWay(failed.record)) {
      return;
    }
    if (former === undefined) {
      finish(failed.record, 'ROLLBACK_FAILED', now, 'No rollback candidate was found to run the rollback.');
      return;
    }
    this.#stages?.stop();
    this.#stages = undefined;
    const { deployment, revision } = former;
    say(this.service, now, SENTENCES.rollingBack(deployment.id ?? ''));
    Object.assign(failed.record, {
      status: 'ROLLBACK_IN_PROGRESS',
      statusReason: reason,
      rollback: { reason, startedAt: now, serviceRevisionArn: revision.serviceRevisionArn },
      updatedAt: now,
    } satisfies Partial<ServiceDeployment>);
    failed.deployment.status = 'ACTIVE';
    failed.deployment.desiredCount = 0;
    Object.assign(deployment, {
      status: 'PRIMARY',
      desiredCount: this.service.desiredCount,
      updatedAt: now,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${deployment.id ?? ''}.`,
    });
    Object.assign(this.service, {
      taskDefinition: revision.taskDefinition,
      launchType: revision.launchType,
      capacityProviderStrategy: revision.capacityProviderStrategy,
    });
    this.#rollouts = [former, failed, ...others];
    this.#isWaiting = false;
    this.#publish();
    this.reconcile();
  }

  #completeIfDone(): void {
    const primary = this.#primary;
    const desired = this.service.desiredCount ?? 0;
    const tasks = this.tasksOf(primary);
    const isSteady =
      tasks.length === desired &&
      tasks.every((task) => this.#isHealthy(task) && !this.#fresh.has(task)) &&
      this.#active().length === tasks.length;
    const isInStages = this.#stages !== undefined && !this.#stages.cleansUp;
    if (!isSteady || isInStages || primary.deployment.rolloutState !== 'IN_PROGRESS') {
      return;
    }
    this.#stages = undefined;
    const now = this.#clock.now();
    const { deployment, record } = primary;
    const rolledBack = this.#rollouts.find((rollout) => rollout.record.status === 'ROLLBACK_IN_PROGRESS');
    Object.assign(deployment, {
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${deployment.id ?? ''} completed.`,
      updatedAt: now,
    });
    if (rolledBack !== undefined) {
      finish(rolledBack.record, 'ROLLBACK_SUCCESSFUL', now, rolledBack.record.statusReason);
    } else if (isUnderWay(record)) {
      finish(record, 'SUCCESSFUL', now);
      const { deploymentCircuitBreaker: breaker } = record;
      if (breaker?.status === 'MONITORING') {
        breaker.status = 'MONITORING_COMPLETE';
      }
    }
    this.#failedInARow = 0;
    this.#rollouts = [primary];
    say(this.service, now, SENTENCES.completed(deployment.id ?? ''));
    say(this.service, now, SENTENCES.steady);
    this.#publish();
  }

  /** Brings what DescribeServices answers up to date. */
  #publish(): void {
    this.service.deployments = this.#rollouts.map(({ deployment }) => deployment);
    const [newest] = this.history;
    this.service.currentServiceDeployment = isUnderWay(newest) ? newest?.serviceDeploymentArn : undefined;
  }

  #first(): Rollout {
    const { id, deploymentArn, revisionArn } = deploymentIds(this.#world, this.#cluster, this.service, 0);
    const [deployment = { id, status: 'PRIMARY', rolloutState: 'COMPLETED' }] = this.service.deployments ?? [];
    const { createdAt = this.#clock.now(), updatedAt = createdAt } = deployment;
    const isOver = deployment.rolloutState === 'COMPLETED';
    return {
      deployment,
      record: {
        serviceDeploymentArn: deploymentArn,
        serviceArn: this.service.serviceArn,
        clusterArn: this.service.clusterArn,
        createdAt,
        startedAt: createdAt,
        finishedAt: isOver ? updatedAt : undefined,
        updatedAt,
        targetServiceRevision: { arn: revisionArn },
        status: isOver ? 'SUCCESSFUL' : 'IN_PROGRESS',
        deploymentConfiguration: this.service.deploymentConfiguration,
        deploymentCircuitBreaker: {
          ...circuitBreakerOf(this.service),
          status: isOver ? 'MONITORING_COMPLETE' : 'MONITORING',
        },
      },
      revision: revisionOf(this.#world, this.service, revisionArn, createdAt),
    };
  }

  #remember(): void {
    const { record, revision } = this.#primary;
    this.history.push(record);
    this.revisions.set(revision.serviceRevisionArn ?? '', revision);
  }

  /** Adds what its scenario says of former deployments. */
  #recall(): void {
    const ground = { ...this.#world, now: this.#world.madeAt };
    for (const [index, past] of (this.#scenario.history ?? []).entries()) {
      const ids = deploymentIds(this.#world, this.#cluster, this.service, -1 - index);
      const { record, revision } = pastDeployment(ground, this.service, past, ids, (reference) =>
        findTaskDefinition(this.#world.taskDefinitions, this.#world, reference),
      );
      this.history.push(record);
      this.revisions.set(ids.revisionArn, {
        ...revisionOf(this.#world, this.service, ids.revisionArn, ground.now),
        ...revision,
      });
    }
    this.history.sort((one, other) => (other.createdAt?.getTime() ?? 0) - (one.createdAt?.getTime() ?? 0));
  }
}

function isUnderWay(record: ServiceDeployment | undefined): boolean {
  return (
    record !== undefined &&
    ['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'].includes(
      record.status ?? '',
    )
  );
}

function finish(
  record: ServiceDeployment,
  status: NonNullable<ServiceDeployment['status']>,
  now: Date,
  statusReason?: string,
): void {
  Object.assign(record, { status, statusReason, finishedAt: now, updatedAt: now } satisfies ServiceDeployment);
  if (status === 'STOPPED') {
    record.stoppedAt = now;
  }
}

function onlyImages(containers: NonNullable<TaskScenario['containers']>): TaskScenario['containers'] {
  return Object.fromEntries(
    Object.entries(containers).map(([name, { shell, programs }]) => [name, { shell, programs }]),
  );
}
